package studio.clearance.notification.domain;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Who is told about a use case: whoever submitted it, the partner's own address, and the production's studio contact. */
public final class Recipients {

    private Recipients() {}

    /** One mailbox is told once: in the part that comes first in the list. */
    public static List<Recipient> eachMailboxOnce(List<Recipient> candidates) {
        Map<String, Recipient> byMailbox = new LinkedHashMap<>();
        for (Recipient candidate : candidates) {
            byMailbox.putIfAbsent(candidate.address().mailbox(), candidate);
        }
        return List.copyOf(byMailbox.values());
    }
}
