package studio.clearance.approval.command;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import studio.clearance.approval.signing.KeySet;

/** What was said on the command line: files, and options that take a word each. */
record Call(List<Path> files, Map<String, String> options) {

    private static final Duration PATIENCE = Duration.ofSeconds(15);

    /** It cannot be carried out as it was said. */
    static final class Refused extends Exception {
        private static final long serialVersionUID = 1L;

        Refused(String message) {
            super(message);
        }
    }

    static Call of(String[] words, Set<String> known) throws Refused {
        List<Path> files = new ArrayList<>();
        Map<String, String> options = new HashMap<>();
        for (int i = 0; i < words.length; i++) {
            String word = words[i];
            if (!word.startsWith("--")) {
                files.add(Path.of(word));
            } else if (!known.contains(word)) {
                throw new Refused("There is no option " + word);
            } else if (i + 1 == words.length) {
                throw new Refused(word + " needs a word after it");
            } else {
                options.put(word, words[++i]);
            }
        }
        return new Call(List.copyOf(files), Map.copyOf(options));
    }

    Path file() throws Refused {
        if (files.size() != 1) {
            throw new Refused("Name one file");
        }
        return files.getFirst();
    }

    Optional<Path> fileOf(String option) {
        return Optional.ofNullable(options.get(option)).map(Path::of);
    }

    /** From a file, or from an address where one is given. */
    KeySet keys() throws Refused {
        String where = options.get("--jwks");
        if (where == null) {
            throw new Refused("Say with --jwks which keys are the studio's: a file, or the address it publishes them at"
                    + " (…/.well-known/jwks.json). The letter itself is not asked: a forger would name their own");
        }
        try {
            return KeySet.read(where.matches("https?://.*") ? fetched(URI.create(where)) : read(Path.of(where)));
        } catch (IllegalArgumentException e) {
            throw new Refused(where + " is no key set: " + e.getMessage());
        }
    }

    static byte[] read(Path file) throws Refused {
        try {
            return Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            throw new Refused("There is no file " + file);
        } catch (IOException e) {
            throw new Refused(file + " cannot be read: " + e.getMessage());
        }
    }

    private static byte[] fetched(URI address) throws Refused {
        try (HttpClient client =
                HttpClient.newBuilder().connectTimeout(PATIENCE).build()) {
            HttpResponse<byte[]> response = client.send(
                    HttpRequest.newBuilder(address).timeout(PATIENCE).build(), HttpResponse.BodyHandlers.ofByteArray());
            if (response.statusCode() != 200) {
                throw new Refused(address + " answers " + response.statusCode());
            }
            return response.body();
        } catch (IOException e) {
            throw new Refused(address + " does not answer: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Refused("Interrupted");
        }
    }
}
