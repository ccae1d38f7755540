package studio.clearance.local.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import studio.clearance.local.parts.Home;

/** The functions of the {@code clearance} script, each run by a real shell in a made-up home. */
class ScriptTest {
    private static final String IN_A_HOME =
            "PATH=$HOME/bin:$PATH; here=$HOME; data=$HOME/data; need_jdk() { :; }; need_maven() { :; }; ";
    private static final String NOWHERE_ELSE = "usual_jdks() { :; }; ";

    @TempDir
    Path home;

    @Test
    void the_jdk_of_java_home_is_taken_when_it_suits() throws Exception {
        Path jdk = aJdk("anywhere/jdk", "21.0.4");

        assertThat(shell("JAVA_HOME=" + jdk + " find_jdk")).isEqualTo(jdk.toString());
    }

    @Test
    void a_jdk_that_is_too_old_is_passed_over_for_one_in_a_usual_place() throws Exception {
        Path old = aJdk("old", "17.0.12");
        Path managed = aJdk(".sdkman/candidates/java/24-tem", "24.0.1");

        assertThat(shell(
                        "usual_jdks() { printf '%s\\n' \"$HOME\"/.sdkman/candidates/java/*; }; jdk_on_path() { :; }; JAVA_HOME="
                                + old + " find_jdk"))
                .isEqualTo(managed.toString());
    }

    @Test
    void the_java_on_the_path_is_found_behind_its_links() throws Exception {
        Path jdk = aJdk("real/jdk", "25.0.1");
        Files.createDirectories(home.resolve("bin"));
        Files.createSymbolicLink(home.resolve("alternative"), jdk.resolve("bin/java"));
        Files.createSymbolicLink(home.resolve("bin/java"), Path.of("../alternative"));

        assertThat(shell(NOWHERE_ELSE + "unset JAVA_HOME; PATH=" + home + "/bin:$PATH find_jdk"))
                .isEqualTo(jdk.toString());
    }

    @Test
    void a_runtime_without_a_compiler_is_no_jdk() throws Exception {
        Path runtime = aJdk("jre", "21.0.4");
        Files.delete(runtime.resolve("bin/javac"));

        assertThat(shell("jdk_suits " + runtime + " && echo suits || echo no")).isEqualTo("no");
    }

    @Test
    void without_a_jdk_one_sentence_says_what_to_install() throws Exception {
        assertThat(shell(NOWHERE_ELSE + "jdk_on_path() { :; }; unset JAVA_HOME; need_jdk"))
                .startsWith("Clearance needs a JDK from 21 to 25 and found none: install one")
                .doesNotContain("\n");
    }

    @Test
    void without_maven_one_sentence_says_what_to_install() throws Exception {
        assertThat(shell("PATH=" + home + "; need_maven")).startsWith("Clearance is built with Maven 3.8.6 or newer");
    }

    @Test
    void a_module_never_built_is_stale() throws Exception {
        assertThat(stale()).isTrue();
    }

    @Test
    void a_module_is_stale_when_a_source_was_changed_after_its_build() throws Exception {
        Path source = aModuleBuiltBefore(Instant.now());
        assertThat(stale()).isFalse();

        Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(5)));

        assertThat(stale()).isTrue();
    }

    @Test
    void a_module_is_stale_when_a_source_was_deleted_after_its_build() throws Exception {
        Path source = aModuleBuiltBefore(Instant.now().minusSeconds(60));
        age(home.resolve("src"), Instant.now().minusSeconds(120));

        Files.delete(source);

        assertThat(stale()).isTrue();
    }

    @Test
    void the_lock_of_a_build_that_was_killed_is_cleared_away_and_said() throws Exception {
        Path lock = Files.createDirectories(home.resolve("data/building"));
        Files.writeString(lock.resolve("pid"), "999999999");

        assertThat(shell("data=$HOME/data; lock_build; cat $data/building/pid; echo; echo $$"))
                .startsWith("An earlier build was cut off; starting over.")
                .satisfies(said -> {
                    List<String> lines =
                            said.lines().filter(line -> !line.isEmpty()).toList();
                    assertThat(lines.get(1)).isEqualTo(lines.get(2));
                });
    }

    @Test
    void a_lost_library_makes_the_launcher_stale() throws Exception {
        Path launcher = Files.createDirectories(home.resolve("data/launcher"));
        Path present = Files.writeString(launcher.resolve("local-stack.jar"), "");
        Files.writeString(launcher.resolve("runtime.classpath"), present + ":" + home.resolve("lost.zip"));

        assertThat(shell("launcher_home=" + launcher + "; libraries_present && echo all || echo lost"))
                .isEqualTo("lost");
    }

    @Test
    void an_unknown_command_is_refused_with_those_there_are() throws Exception {
        assertThat(shell("main fly")).contains("up [--detach]").endsWith("There is no command 'fly'.");
    }

    @Test
    void letters_and_exports_are_checked_by_the_classes_of_the_approval_service() throws Exception {
        Path jdk = aJdk("jdk", "21.0.4");
        Files.writeString(jdk.resolve("bin/java"), "#!/bin/sh\nprintf '%s\\n' \"$@\"\n");
        Path app = Files.createDirectories(home.resolve("approval-service/target/quarkus-app"));
        Files.writeString(app.resolve("quarkus-run.jar"), "");
        String there = "here=$HOME; JAVA_HOME=" + jdk + " main ";

        assertThat(shell(there + "verify 'a letter.pdf' --jwks keys.json"))
                .endsWith("studio.clearance.approval.command.VerifyLetter\na letter.pdf\n--jwks\nkeys.json");
        assertThat(shell(there + "audit verify export.ndjson --jwks keys.json"))
                .endsWith("studio.clearance.approval.command.VerifyAudit\nexport.ndjson\n--jwks\nkeys.json");
    }

    @Test
    void whoever_reads_along_may_leave_and_the_tests_go_on() throws Exception {
        aMaven(
                "echo '[INFO] Building Clearance: one 0.1  [1/1]'; sleep 1; echo '[ERROR] late'; touch $HOME/to-the-end");

        String said = shell(IN_A_HOME + "(test_all | head -n 2); until [ -f $HOME/to-the-end ]; do sleep 0.1; done; "
                + "cat $data/test.log");

        assertThat(said).isEqualTo("""
                == one [1/1]
                [INFO] Building Clearance: one 0.1  [1/1]
                [ERROR] late""");
    }

    @Test
    void a_build_that_is_interrupted_takes_maven_along() throws Exception {
        aMaven("trap 'touch $HOME/told; exit 1' TERM; touch $HOME/begun; while :; do sleep 0.1; done");

        shell(IN_A_HOME + "(test_all >/dev/null 2>&1) & script=$!; until [ -f $HOME/begun ]; do sleep 0.1; done; "
                + "kill -TERM $script; wait $script; until [ -f $HOME/told ]; do sleep 0.1; done");

        assertThat(home.resolve("told")).exists();
    }

    private void aMaven(String body) throws IOException {
        Path program = Files.createDirectories(home.resolve("bin")).resolve("mvn");
        assertThat(Files.writeString(program, "#!/bin/bash\n" + body + "\n")
                        .toFile()
                        .setExecutable(true))
                .isTrue();
    }

    private Path aJdk(String place, String version) throws IOException {
        Path jdk = home.resolve(place);
        Files.createDirectories(jdk.resolve("bin"));
        for (String program : List.of("java", "javac")) {
            assertThat(Files.writeString(jdk.resolve("bin").resolve(program), "#!/bin/sh\n")
                            .toFile()
                            .setExecutable(true))
                    .isTrue();
        }
        Files.writeString(jdk.resolve("release"), "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"" + version + "\"\n");
        return jdk.toRealPath();
    }

    private Path aModuleBuiltBefore(Instant built) throws IOException {
        Path source = home.resolve("src/Some.java");
        Files.createDirectories(Objects.requireNonNull(source.getParent()));
        Files.writeString(source, "class Some {}");
        age(source, built.minusSeconds(60));
        age(home.resolve("src"), built.minusSeconds(60));
        Path stamp = home.resolve("data/built/module");
        Files.createDirectories(Objects.requireNonNull(stamp.getParent()));
        Files.writeString(stamp, "");
        age(stamp, built);
        return source;
    }

    private static void age(Path file, Instant at) throws IOException {
        Files.setLastModifiedTime(file, FileTime.from(at));
    }

    private boolean stale() throws Exception {
        return shell("data=$HOME/data; stale module $HOME/src && echo stale || echo fresh")
                .equals("stale");
    }

    private String shell(String commands) throws Exception {
        var builder = new ProcessBuilder(
                        "bash", "-c", "source " + Home.repository().resolve("clearance") + "; set +e; " + commands)
                .redirectErrorStream(true);
        builder.environment().put("HOME", home.toRealPath().toString());
        Process shell = builder.start();
        String said = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(shell.waitFor(20, TimeUnit.SECONDS)).isTrue();
        return said.strip();
    }
}
