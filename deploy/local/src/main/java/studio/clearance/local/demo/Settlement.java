package studio.clearance.local.demo;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.TreeMap;
import studio.clearance.local.system.Identity;
import studio.clearance.local.system.Installation;
import studio.clearance.local.system.Realm;

/** Sees to it that the invented partners and productions are registered, through the API, as its administrator. */
public final class Settlement {
    private static final String ADMIN = "admin-1";

    private final Installation installation;

    public Settlement(Installation installation) {
        this.installation = installation;
    }

    /** @return the ids of the productions by their titles; what is there already stays as it is */
    public Map<String, String> settle() {
        var identity = new Identity(installation, installation.addresses());
        World world = World.load();
        try (var api = new Api(installation.addresses().publicUrl(), identity)) {
            Map<String, String> present = productions(api);
            for (World.Partner partner : world.partners()) {
                String path = "/api/productions/partners/" + partner.id();
                if (api.get(ADMIN, path).status() == 404) {
                    api.put(ADMIN, path, partner.form()).expect("Registering " + partner.id());
                }
            }
            for (World.Production production : world.productions()) {
                if (!present.containsKey(production.title())) {
                    api.post(ADMIN, "/api/productions", form(production, identity.realm()), Map.of())
                            .expect("Registering " + production.title());
                }
            }
            return productions(api);
        }
    }

    private static Map<String, String> productions(Api api) {
        var ids = new TreeMap<String, String>();
        for (Object item : api.get(ADMIN, "/api/productions")
                .expect("Listing the productions")
                .items()) {
            var production = (JsonObject) item;
            ids.put(production.getString("title"), production.getString("id"));
        }
        return ids;
    }

    private static JsonObject form(World.Production production, Realm realm) {
        Realm.Person contact = realm.people().stream()
                .filter(person -> person.username().equals(production.contact()))
                .findFirst()
                .orElseThrow();
        return new JsonObject()
                .put("title", production.title())
                .put("locale", production.locale())
                .put("timeZone", production.timeZone())
                .put(
                        "contact",
                        new JsonObject()
                                .put("username", contact.username())
                                .put("name", contact.name())
                                .put("email", contact.email())
                                .put("locale", contact.locale()))
                .put("partners", new JsonArray(production.partners()));
    }

    /** A submission that works as it stands, for people to paste between single quotes. */
    public static String exampleSubmission(Map<String, String> productions) {
        World.UseCase first = World.load().useCases().getFirst();
        return first.form(productions.getOrDefault(first.production(), ""))
                .encode()
                .replace("'", "'\\''");
    }
}
