package studio.clearance.local.parts;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * Ends the processes of this JVM when the JVM itself is gone, however it went: a shutdown hook does not run after {@code kill -9}.
 * A small shell reads process ids from us; when the pipe closes it ends those that are left.
 */
final class Leash {
    private static final String SCRIPT = """
            trap '' INT HUP TERM
            pids=' '
            while read -r word pid; do
              case $word in
                hold) pids="$pids$pid " ;;
                free) pids="${pids%% $pid *} ${pids#* $pid }" ;;
              esac
            done
            for pid in $pids; do kill -TERM "$pid" 2>/dev/null; done
            for pid in $pids; do
              for i in 1 2 3 4 5 6 7 8 9 10; do kill -0 "$pid" 2>/dev/null || break; sleep 1; done
              kill -KILL "$pid" 2>/dev/null
            done
            """;
    private static final Leash OF_THIS_JVM = new Leash();

    private final Process shell;
    private final PrintStream words;

    private Leash() {
        try {
            shell = new ProcessBuilder("bash", "-c", SCRIPT)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            words = new PrintStream(shell.getOutputStream(), true, StandardCharsets.US_ASCII);
        } catch (IOException e) {
            throw new PartFailed("bash is needed to watch over the parts: " + e.getMessage(), e);
        }
    }

    static synchronized void hold(ProcessHandle process) {
        OF_THIS_JVM.words.println("hold " + process.pid());
        process.onExit().thenAccept(ended -> free(ended.pid()));
    }

    private static synchronized void free(long pid) {
        OF_THIS_JVM.words.println("free " + pid);
    }
}
