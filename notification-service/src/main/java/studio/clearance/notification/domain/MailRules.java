package studio.clearance.notification.domain;

import java.util.Set;

/** When a mail is tried again. */
public record MailRules(RetrySchedule schedule) {

    /** The mail server refuses us, not the recipient: RFC 4954 (authentication) and 5.7.x at login. Somebody will mend it. */
    private static final Set<Integer> OUR_OWN_TROUBLE = Set.of(530, 534, 535, 538);

    /**
     * What becomes of a mail that was answered so.
     *
     * @param failures how often the mail had failed before this reply
     * @param chance   between 0 and 1
     */
    public Verdict verdict(Reply reply, int failures, double chance) {
        return switch (reply) {
            case Reply.Accepted accepted -> new Verdict.Delivered();
            case Reply.Unusable unusable -> new Verdict.GivenUp(unusable.words());
            case Reply.Refused refused when refused.isFinal() -> new Verdict.GivenUp(refused.words());
            case Reply.Refused refused -> again(refused, failures, chance);
            case Reply.Unreachable unreachable -> again(unreachable, failures, chance);
        };
    }

    private Verdict again(Reply reply, int failures, double chance) {
        return schedule.afterFailure(failures + 1, chance)
                .<Verdict>map(Verdict.TryAgain::new)
                .orElseGet(() -> new Verdict.GivenUp(reply.words()));
    }

    /** How the mail server answered. */
    public sealed interface Reply {

        String words();

        record Accepted() implements Reply {

            @Override
            public String words() {
                return "accepted";
            }
        }

        /**
         * It answered, and said no.
         *
         * @param code the reply code of RFC 5321
         */
        record Refused(int code) implements Reply {

            /** 5yz is for good (RFC 5321, section 4.2.1), unless it is about our own login. */
            boolean isFinal() {
                return code >= 500 && !OUR_OWN_TROUBLE.contains(code);
            }

            @Override
            public String words() {
                return "refused with " + code;
            }
        }

        /** The server was not there or broke off; the mail may or may not have arrived. */
        record Unreachable() implements Reply {

            @Override
            public String words() {
                return "mail server not reached";
            }
        }

        /** There is no address to send it to. */
        record Unusable() implements Reply {

            @Override
            public String words() {
                return "not a mail address";
            }
        }
    }
}
