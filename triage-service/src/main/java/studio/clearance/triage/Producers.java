package studio.clearance.triage;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import studio.clearance.triage.vocabulary.Vocabulary;

/** What the service takes from outside its own code: the vocabulary it was built with. */
class Producers {

    @Produces
    @Singleton
    Vocabulary vocabulary() {
        return Vocabulary.builtIn();
    }
}
