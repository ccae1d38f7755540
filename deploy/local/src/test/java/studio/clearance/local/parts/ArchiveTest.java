package studio.clearance.local.parts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArchiveTest {
    @TempDir
    Path place;

    private Path archive;
    private Path unpacked;

    @BeforeEach
    void anArchive() throws IOException {
        archive = place.resolve("server-1.0.zip");
        unpacked = place.resolve("cache/server-1.0");
        zip("server/bin/run.sh", "echo hello", "server/readme", "x".repeat(5000));
    }

    @Test
    void what_is_a_program_can_be_executed() {
        Path directory = Archive.zip(unpacked, archive, ready -> {});

        assertThat(directory.resolve("server/bin/run.sh"))
                .hasContent("echo hello")
                .isExecutable();
        assertThat(directory.resolve("server/readme")).isRegularFile();
    }

    @Test
    void leftovers_of_an_unpacking_that_was_cut_off_are_not_taken_for_the_whole() throws IOException {
        Path leftover = place.resolve("cache/server-1.0.unfinished");
        Files.createDirectories(leftover.resolve("server"));
        Files.writeString(leftover.resolve("server/half"), "ha");

        Path directory = Archive.zip(unpacked, archive, ready -> {});

        assertThat(directory.resolve("server/half")).doesNotExist();
        assertThat(directory.resolve("server/readme")).exists();
        assertThat(leftover).doesNotExist();
    }

    @Test
    void an_archive_whose_download_was_cut_off_is_removed_so_that_it_is_fetched_again() throws IOException {
        byte[] whole = Files.readAllBytes(archive);
        Files.write(archive, Arrays.copyOf(whole, whole.length / 2));

        assertThatThrownBy(() -> Archive.zip(unpacked, archive, ready -> {}))
                .isInstanceOf(ArchiveDamaged.class)
                .hasMessageContaining("server-1.0.zip is damaged")
                .hasMessageContaining("fetches it again");
        assertThat(archive).doesNotExist();
        assertThat(unpacked).doesNotExist();
    }

    @Test
    void a_preparation_that_fails_leaves_nothing_that_counts_as_there() {
        assertThatThrownBy(() -> Archive.zip(unpacked, archive, ready -> {
                    throw new PartFailed("could not be built");
                }))
                .hasMessage("could not be built");
        assertThat(unpacked).doesNotExist();
    }

    @Test
    void nothing_is_written_outside_of_the_directory() throws IOException {
        zip("../../escaped", "no");

        assertThatThrownBy(() -> Archive.zip(unpacked, archive, ready -> {})).isInstanceOf(ArchiveDamaged.class);
        assertThat(place.resolve("escaped")).doesNotExist();
    }

    private void zip(String... namesAndContents) throws IOException {
        try (var out = new ZipOutputStream(Files.newOutputStream(archive))) {
            for (int i = 0; i < namesAndContents.length; i += 2) {
                out.putNextEntry(new ZipEntry(namesAndContents[i]));
                out.write(namesAndContents[i + 1].getBytes(StandardCharsets.UTF_8));
            }
        }
    }
}
