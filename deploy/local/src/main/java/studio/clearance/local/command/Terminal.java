package studio.clearance.local.command;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Where the person is.
 *
 * @param live whether lines can be written over, and colours mean something
 * @param asks whether there is someone to answer
 */
record Terminal(PrintStream out, PrintStream err, boolean live, boolean asks) {
    static Terminal ofThisProcess() {
        // The script knows it portably; a JVM before 22 cannot tell a terminal on one side only.
        return new Terminal(
                System.out, System.err, Boolean.getBoolean("clearance.live"), Boolean.getBoolean("clearance.asks"));
    }

    void say(String line) {
        out.println(line);
    }

    void complain(@Nullable String words) {
        err.println(live ? "\033[31m" + words + "\033[0m" : words);
    }

    boolean confirms(String question) {
        out.print(question + " [y/N] ");
        out.flush();
        try {
            String answer = new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset())).readLine();
            return answer != null && answer.strip().toLowerCase(Locale.ROOT).startsWith("y");
        } catch (IOException e) {
            return false;
        }
    }

    static String seconds(Duration time) {
        return String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1000.0);
    }
}
