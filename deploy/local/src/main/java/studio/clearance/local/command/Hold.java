package studio.clearance.local.command;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import studio.clearance.local.parts.LocalPostgres;
import studio.clearance.local.system.Installation;
import studio.clearance.local.system.LocalSystem;
import studio.clearance.local.system.Progress;

/** Starts the system and holds it up until this process is told to end. */
final class Hold {
    private final Installation installation;
    private final UpOptions options;

    Hold(Installation installation, UpOptions options) {
        this.installation = installation;
        this.options = options;
    }

    void run() {
        run(Progress.SILENT, () -> {});
    }

    /** @param onReady what to do once everything serves, before settling down to hold it */
    void run(Progress progress, Runnable onReady) {
        FileLock lock = lock(installation);
        if (lock == null) {
            throw new Refused(
                    "Another process is just starting or holding this system. ./clearance status tells more.");
        }
        Journal journal = Journal.of(installation).begin();
        installation.launcher().isThisProcess();
        var over = new CountDownLatch(1);
        var system = new LocalSystem(
                installation, options.addresses(), LocalPostgres.Durability.MACHINE, (part, state, since, words) -> {
                    journal.tell(part, state, since, words);
                    progress.tell(part, state, since, words);
                });
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(() -> {
            system.close();
            over.countDown();
        }));
        system.start();
        system.watch();
        onReady.run();
        try {
            over.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            release(lock);
        }
    }

    /** Held by the process as such: however it ends, the lock is free again. So there is no stale lock to clear away. */
    static @Nullable FileLock lock(Installation installation) {
        Path file = installation.directory().resolve("launcher/lock");
        try {
            Files.createDirectories(file.getParent());
            return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)
                    .tryLock();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void release(FileLock lock) {
        try {
            lock.release();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
