package dev.batchwright.cli;

import dev.batchwright.batch.model.BadRequestException;
import dev.batchwright.batch.model.InputChangedException;
import dev.batchwright.batch.model.TransientException;
import dev.batchwright.cli.execution.Interruption;
import dev.batchwright.cli.execution.UnreachableException;
import dev.batchwright.cli.place.Places;
import dev.batchwright.cli.target.LocalTarget;
import dev.batchwright.cli.target.RemoteTarget;
import dev.batchwright.cli.target.Target;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/// The command line's entry.
public final class Main {

  private Main() {}

  /// Runs one command and ends the process with its exit code.
  ///
  /// On SIGINT and SIGTERM the command is asked to stop, and given some seconds to say how to go
  /// on.
  public static void main(String[] args) {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    PrintStream err = new PrintStream(System.err, true, StandardCharsets.UTF_8);
    StopHook hook = StopHook.install();
    int code = run(args, Terminal.ofProcess(out, err), hook.interruption());
    hook.exit(code);
  }

  /// Runs one command.
  ///
  /// @param args the command line's words
  /// @param out takes results
  /// @param err takes progress and errors
  /// @return the exit code
  public static int run(String[] args, PrintStream out, PrintStream err) {
    return run(args, Terminal.plain(out, err), new Interruption());
  }

  static int run(String[] args, Terminal terminal, Interruption interruption) {
    CommandLine line = commandLine(terminal, interruption);
    return line.execute(args);
  }

  static CommandLine commandLine(Terminal terminal, Interruption interruption) {
    CommandLine line = new CommandLine(new RootCommand(terminal));
    Runner runner = new Runner(terminal, interruption, Main::open, Clock.systemUTC());
    CommandLine run = new CommandLine(new RunCommand(runner));
    line.addSubcommand(run);
    Watcher watcher = new Watcher(terminal, interruption, RemoteTarget::reach, Clock.systemUTC());
    Redrive redrive = new Redrive(terminal, interruption, Clock.systemUTC());
    WindowRedrive windows = new WindowRedrive(terminal, interruption, Clock.systemUTC());
    line.addSubcommand(new RedriveCommand(new Redriver(RemoteTarget::reach, redrive, windows)));
    line.addSubcommand(new WatchCommand(watcher));
    line.addSubcommand(
        new ListCommand(new Lister(terminal, RemoteTarget::reach, Clock.systemUTC())));
    Sites sites = new Sites(RemoteTarget::reach);
    line.addSubcommand(new VerifyCommand(terminal, sites));
    line.addSubcommand(new CleanCommand(terminal, sites, Clock.systemUTC()));
    line.addSubcommand(
        new ReplayCommand(new Replayer(terminal, interruption, sites, Clock.systemUTC())));
    line.addSubcommand(new RollbackCommand(terminal, sites, Clock.systemUTC()));
    MachineRunner machines =
        new MachineRunner(terminal, interruption, RemoteTarget::reach, Clock.systemUTC());
    line.addSubcommand(new PipelineCommand(new PipelineRunner(machines)));
    line.addSubcommand(new BackfillCommand(machines));
    line.addSubcommand(new JobsCommand(terminal));
    line.addSubcommand(new LocalCommand(terminal, interruption));
    line.addSubcommand(new DeployCommand(terminal, interruption));
    line.addSubcommand(new DestroyCommand(terminal, interruption));
    line.addSubcommand(new TemplateCommand(terminal));
    line.addSubcommand(new NewCommand(terminal));
    line.addSubcommand(new StatesCommand(terminal, interruption));
    line.setUsageHelpWidth(terminal.columns().orElse(100));
    line.setOut(new PrintWriter(terminal.out(), true, StandardCharsets.UTF_8));
    line.setErr(new PrintWriter(terminal.err(), true, StandardCharsets.UTF_8));
    line.setColorScheme(
        CommandLine.Help.defaultColorScheme(
            terminal.colour() ? CommandLine.Help.Ansi.AUTO : CommandLine.Help.Ansi.OFF));
    Map<String, String> codes = exitCodes();
    line.getCommandSpec().usageMessage().exitCodeListHeading("%nExit codes:%n").exitCodeList(codes);
    run.getCommandSpec().usageMessage().exitCodeListHeading("%nExit codes:%n").exitCodeList(codes);
    line.setParameterExceptionHandler((e, _) -> badOption(e, terminal));
    line.setExecutionExceptionHandler((e, _, _) -> failed(e, terminal).code());
    return line;
  }

  private static Target open(RunOrder order, Places places) {
    if (order.embedded()) {
      return LocalTarget.start(order.stateDirectory(), places);
    }
    return RemoteTarget.reach(order.target(), order.endpoint(), order.stateMachine());
  }

  private static Map<String, String> exitCodes() {
    Map<String, String> codes = new LinkedHashMap<>();
    Arrays.stream(ExitCode.values())
        .forEach(code -> codes.put(Integer.toString(code.code()), code.meaning()));
    return codes;
  }

  private static int badOption(ParameterException e, Terminal terminal) {
    CommandLine command = e.getCommandLine();
    terminal.err().println("batchwright: " + e.getMessage());
    if (!CommandLine.UnmatchedArgumentException.printSuggestions(e, command.getErr())) {
      terminal.err().println("Try '" + command.getCommandSpec().qualifiedName() + " --help'.");
    }
    command.getErr().flush();
    return ExitCode.BAD_REQUEST.code();
  }

  private static ExitCode failed(Exception e, Terminal terminal) {
    switch (e) {
      case BadRequestException refused -> {
        terminal.err().println("batchwright: " + refused.getMessage());
        return ExitCode.BAD_REQUEST;
      }
      case UnreachableException unreachable -> {
        terminal.err().println("batchwright: " + unreachable.getMessage());
        return ExitCode.UNREACHABLE;
      }
      case TransientException transientFailure -> {
        terminal.err().println("batchwright: " + transientFailure.getMessage());
        return ExitCode.UNREACHABLE;
      }
      case InputChangedException changed -> {
        terminal.err().println("batchwright: " + changed.getMessage());
        return ExitCode.BAD_REQUEST;
      }
      default -> {
        terminal.err().println("batchwright: a defect of the command line, please report it:");
        e.printStackTrace(terminal.err());
        return ExitCode.DEFECT;
      }
    }
  }
}
