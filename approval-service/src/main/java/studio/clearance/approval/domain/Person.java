package studio.clearance.approval.domain;

/** Someone, by the subject of their token and the name they went by at the time. */
public record Person(String subject, String name) {

    /** The service itself: it watches clocks and carries out what events demand. */
    public static final Person SYSTEM = new Person("system", "Clearance");

    public Person {
        if (subject.isBlank()) {
            throw new IllegalArgumentException("A person has a subject");
        }
    }

    public boolean is(Person other) {
        return subject.equals(other.subject);
    }
}
