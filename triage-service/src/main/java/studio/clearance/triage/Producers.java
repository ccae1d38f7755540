package studio.clearance.triage;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import studio.clearance.triage.vocabulary.Vocabulary;

/** What the service takes from outside its own code: the time, and the vocabulary it was built with. */
class Producers {

    @Produces
    @Singleton
    Clock clock() {
        return Clock.systemUTC();
    }

    @Produces
    @Singleton
    Vocabulary vocabulary() {
        return Vocabulary.builtIn();
    }
}
