package studio.clearance.approval.settings;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import studio.clearance.approval.domain.Lane;
import studio.clearance.approval.domain.Outcome;

/** {@code clearance.approval.*} */
@ConfigMapping(prefix = "clearance.approval")
public interface ApprovalSettings {

    /** The address people reach the system at; letters point there to be checked. */
    URI publicUrl();

    /** Where intake answers, for the documents that partners attached; the public address leads there too. */
    URI intakeUrl();

    /** Who issues the letters, as printed on them. */
    @WithDefault("The studio")
    String issuer();

    Keys keys();

    Review review();

    Sla sla();

    Audit audit();

    Jobs jobs();

    /** The keys that letters and audit seals are signed with. */
    interface Keys {

        /** Where they lie: outside the repository, readable by the service alone. */
        Path directory();

        /** Whether to make the first key, and the next ones when they are due. Off where an operator provides them. */
        @WithDefault("true")
        boolean generate();

        /** How long a key signs before the next takes over. */
        @WithDefault("365d")
        Duration rotation();

        /** How long the next key is published before it signs, so that every cache of the key set knows it by then. */
        @WithDefault("7d")
        Duration overlap();
    }

    interface Review {

        /** The clauses on talent and union work: when one of them fires in legal's lane, labour relations signs too. */
        @WithDefault("TP-1,TP-2,TE-DR,TE-DA,MX-4,MU-1,MU-2,ER-2,P5,QA-3")
        Set<String> labourClauses();
    }

    /** Review clocks run in business time. */
    interface Sla {

        @WithDefault("Europe/London")
        ZoneId zone();

        @WithDefault("09:00")
        LocalTime opens();

        @WithDefault("18:00")
        LocalTime closes();

        @WithDefault("MONDAY,TUESDAY,WEDNESDAY,THURSDAY,FRIDAY")
        Set<DayOfWeek> days();

        /** ISO dates in the zone on which the clocks stand still. */
        Optional<Set<LocalDate>> holidays();

        /** Business time a review may take, by lane and outcome: {@code targets.legal.escalate=27h}. */
        Map<Lane, Map<Outcome, Duration>> targets();

        /** For a lane and outcome without a target of their own. */
        @WithDefault("27h")
        Duration target();

        /** The role that is told of overdue cases. */
        @WithDefault("admin")
        String escalatesTo();
    }

    interface Audit {

        /** How often the heads of all chains are sealed with a signature, if anything has happened. */
        @WithDefault("10s")
        Duration seal();
    }

    interface Jobs {

        /** How often the service looks for approvals and consents that have ended and for clocks that reached a mark. */
        @WithDefault("5s")
        Duration every();

        /** How many of them it takes into one transaction. */
        @WithDefault("250")
        int portion();

        /** How long it leaves the database to people between two full portions. */
        @WithDefault("500ms")
        Duration pause();
    }
}
