package dev.batchwright.cli.deploy;

import dev.batchwright.batch.model.BadRequestException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The template with objects of the artifact bucket in place of this machine's files, as `sam
/// package` writes it.
///
/// @param text the template as CloudFormation takes it
/// @param artifacts the files that have to be in the artifact bucket
record PackagedTemplate(String text, List<Artifact> artifacts) {

  /// A property with a file's path; what is in S3 already begins with `s3:`, which is none.
  static final Pattern FILE =
      Pattern.compile("(?m)^( +)(CodeUri|DefinitionUri): *(?!s3:)([^\\s{#&!]+)[ \\t]*$");

  PackagedTemplate {
    artifacts = List.copyOf(artifacts);
  }

  /// Finds the files that a template names.
  ///
  /// @param template the template
  /// @param directory what paths in it are relative to
  /// @param bucket the artifact bucket
  /// @param code makes the package that is uploaded in place of a function's `CodeUri`
  static PackagedTemplate of(
      String template, Path directory, String bucket, UnaryOperator<Path> code) {
    Map<String, Artifact> found = new LinkedHashMap<>();
    StringBuilder text = new StringBuilder();
    Matcher files = FILE.matcher(template);
    while (files.find()) {
      MatchResult match = files.toMatchResult();
      Path file = directory.resolve(match.group(3)).normalize();
      boolean isCode = match.group(2).equals("CodeUri");
      Artifact artifact =
          found.computeIfAbsent(
              match.group(3),
              _ -> isCode ? Artifact.of(code.apply(file), "functions", ".zip") : definition(file));
      String place =
          isCode
              ? "CodeUri: s3://%s/%s".formatted(bucket, artifact.key())
              : "DefinitionUri: {Bucket: %s, Key: %s}".formatted(bucket, artifact.key());
      files.appendReplacement(text, Matcher.quoteReplacement(match.group(1) + place));
    }
    files.appendTail(text);
    return new PackagedTemplate(text.toString(), new ArrayList<>(found.values()));
  }

  private static Artifact definition(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new BadRequestException(
          "state machine definition " + file + ", which the template names, is not there");
    }
    String name = file.getFileName().toString();
    int dot = name.indexOf('.');
    return dot < 1
        ? Artifact.of(file, name, "")
        : Artifact.of(file, name.substring(0, dot), name.substring(dot));
  }
}
