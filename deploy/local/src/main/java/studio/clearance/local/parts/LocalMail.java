package studio.clearance.local.parts;

import com.icegreen.greenmail.store.FolderException;
import com.icegreen.greenmail.store.MailFolder;
import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.user.MessageDeliveryHandler;
import com.icegreen.greenmail.user.UserManager;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.Flags;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.time.Duration;
import java.util.List;

/** An SMTP server in this JVM that keeps the last {@value #KEPT} mails of each mailbox and sends nothing on. */
public final class LocalMail {
    static final int KEPT = 1_000;

    /** Old mail goes in lots: each time costs a walk through the mailbox. */
    private static final int LOT = 100;

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
        UserManager users = server.getUserManager();
        users.setAuthRequired(false);
        MessageDeliveryHandler usual = users.getMessageDeliveryHandler();
        users.setMessageDeliveryHandler((mail, address) -> {
            GreenMailUser recipient = usual.handle(mail, address);
            try {
                makeRoom(users.getImapHostManager().getInbox(recipient));
            } catch (FolderException e) {
                throw new MessagingException("No room in the mailbox of " + address.getEmail(), e);
            }
            return recipient;
        });
        server.start();
        return this;
    }

    private static synchronized void makeRoom(MailFolder inbox) throws FolderException {
        if (inbox.getMessageCount() < KEPT + LOT) {
            return;
        }
        long[] oldestFirst = inbox.getMessageUids();
        for (int i = 0; i < oldestFirst.length - KEPT; i++) {
            inbox.setFlags(new Flags(Flags.Flag.DELETED), true, oldestFirst[i], null, true);
        }
        inbox.expunge();
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
