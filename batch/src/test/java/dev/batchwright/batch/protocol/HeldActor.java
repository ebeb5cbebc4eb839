package dev.batchwright.batch.protocol;

import dev.batchwright.batch.protocol.Protocol.Action;
import dev.batchwright.batch.storage.Background;
import dev.batchwright.batch.storage.Storage;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/// A real actor that is held at every effect which the model knows until it is told how it goes.
/// Other requests pass.
final class HeldActor {

  /// No handler catches it: what a killed process leaves behind stays.
  private static final class CutOff extends Error {
    private static final long serialVersionUID = 1L;
  }

  private final Storage store;
  private final Effects effects;
  private final Semaphore mayGo = new Semaphore(0);
  private final Semaphore stands = new Semaphore(0);
  private final Map<String, String> owners = new HashMap<>();
  private volatile Action.Kind how = Action.Kind.DONE;
  private volatile String standing = "";
  private volatile Throwable failure;

  HeldActor(Storage store, Effects effects) {
    this.store = store;
    this.effects = effects;
  }

  /// The store as this actor sees it.
  Storage storage() {
    return (Storage)
        Proxy.newProxyInstance(
            Storage.class.getClassLoader(),
            new Class<?>[] {Storage.class},
            (proxy, method, arguments) -> request(proxy, method, arguments));
  }

  /// Whose each upload is that this actor created, by the upload's id.
  Map<String, String> owners() {
    return owners;
  }

  /// Begins the work and comes back when it stands before its first effect.
  void start(Runnable work) {
    Thread.ofVirtual()
        .start(() -> {
          try {
            work.run();
          } catch (CutOff _) {
            // As told.
          } catch (Throwable e) {
            failure = e;
          } finally {
            standing = "ENDED";
            stands.release();
          }
        });
    stands.acquireUninterruptibly();
  }

  /// Lets the effect happen, or not, and comes back when the actor stands before its next one.
  void go(Action.Kind kind) {
    how = kind;
    mayGo.release();
    stands.acquireUninterruptibly();
    if (failure != null) {
      throw new AssertionError("an actor failed", failure);
    }
  }

  String standing() {
    return standing;
  }

  void cutOff() {
    if (!standing.equals("ENDED")) {
      go(Action.Kind.CUT_OFF);
    }
  }

  private Object request(Object proxy, Method method, Object[] arguments) throws Throwable {
    switch (method.getName()) {
      case "counted" -> {
        return proxy;
      }
      case "background" -> {
        return Background.inline();
      }
      default -> {}
    }
    if (how == Action.Kind.CUT_OFF) {
      throw new CutOff();
    }
    Optional<String> effect = effects.name(method.getName(), arguments);
    boolean answerLost = false;
    if (effect.isPresent()) {
      standing = effect.get();
      stands.release();
      mayGo.acquireUninterruptibly();
      if (how == Action.Kind.CUT_OFF) {
        throw new CutOff();
      }
      answerLost = how == Action.Kind.ANSWER_LOST;
    }
    Object answer = invoke(method, arguments);
    if (method.getName().equals("createUpload")) {
      owners.put((String) answer, (String) arguments[1]);
    }
    return answerLost ? invoke(method, arguments) : answer;
  }

  private Object invoke(Method method, Object[] arguments) throws Throwable {
    try {
      return method.invoke(store, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }
}
