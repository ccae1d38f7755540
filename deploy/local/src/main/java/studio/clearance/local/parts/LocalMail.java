package studio.clearance.local.parts;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.internet.MimeMessage;
import java.time.Duration;
import java.util.List;

/** An SMTP server in this JVM that keeps what it receives and sends nothing on. */
public final class LocalMail {
    private final GreenMail server;
    private final int port;

    public LocalMail(int port) {
        this("localhost", port);
    }

    /** @param listen the address to listen on */
    public LocalMail(String listen, int port) {
        this.port = port;
        this.server = new GreenMail(new ServerSetup(port, listen, ServerSetup.PROTOCOL_SMTP));
    }

    public LocalMail start() {
        // Whoever writes to an address has a mailbox; no one need be known beforehand.
        server.getUserManager().setAuthRequired(false);
        server.start();
        return this;
    }

    public int port() {
        return port;
    }

    /** In the order they came. */
    public List<MimeMessage> messages() {
        return List.of(server.getReceivedMessages());
    }

    /** @return whether that many came before {@code limit} was over */
    public boolean awaits(int messages, Duration limit) {
        return server.waitForIncomingEmail(limit.toMillis(), messages);
    }

    public void stop() {
        server.stop();
    }
}
