package studio.clearance.local.parts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/** Ports of this machine. */
public final class Ports {
    private Ports() {}

    /** Below the range from which systems take the ports of outgoing connections: none of ours is lost to one before it is used. */
    private static final int LOWEST = 15_000;

    private static final int HIGHEST = 32_000;
    private static final int MOST_TRIES = 1_000;

    /** Different free ports; held together while they are picked, so that none comes twice. */
    public static List<Integer> free(int count) {
        var sockets = new ArrayList<ServerSocket>();
        try {
            for (int tries = 0; sockets.size() < count && tries < MOST_TRIES; tries++) {
                int port = ThreadLocalRandom.current().nextInt(LOWEST, HIGHEST);
                try {
                    sockets.add(new ServerSocket(port, 1, InetAddress.getLoopbackAddress()));
                } catch (BindException taken) {
                    // the next one
                }
            }
            if (sockets.size() < count) {
                throw new PartFailed(
                        "This machine has no %d free ports from %d to %d".formatted(count, LOWEST, HIGHEST));
            }
            return sockets.stream().map(ServerSocket::getLocalPort).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            for (ServerSocket socket : sockets) {
                try {
                    socket.close();
                } catch (IOException e) {
                    // a port that stays taken is only one fewer to hand out
                }
            }
        }
    }

    public static int free() {
        return free(1).getFirst();
    }

    /** Whether something on this machine accepts connections there. */
    public static boolean answers(int port) {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 500);
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
