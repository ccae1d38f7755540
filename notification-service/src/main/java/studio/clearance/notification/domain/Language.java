package studio.clearance.notification.domain;

import java.util.Locale;

/** The languages of the guidance, which are the languages of our mails. */
public enum Language {
    EN("en", Locale.UK),
    ES_419("es-419", Locale.forLanguageTag("es-419")),
    FR("fr", Locale.FRANCE),
    PT_BR("pt-BR", Locale.forLanguageTag("pt-BR")),
    TH("th", Locale.forLanguageTag("th-TH")),
    TR("tr", Locale.forLanguageTag("tr-TR")),
    ZH_HANT("zh-Hant", Locale.TRADITIONAL_CHINESE);

    private final String tag;
    private final Locale dates;

    Language(String tag, Locale dates) {
        this.tag = tag;
        this.dates = dates;
    }

    /** The BCP 47 tag, as it stands in {@code lang}. */
    public String tag() {
        return tag;
    }

    /** The locale that dates are written in. */
    public Locale dates() {
        return dates;
    }

    /** The nearest language we write; English where we write none that is near. */
    public static Language nearest(String localeTag) {
        return switch (Locale.forLanguageTag(localeTag.replace('_', '-')).getLanguage()) {
            case "es" -> ES_419;
            case "fr" -> FR;
            case "pt" -> PT_BR;
            case "th" -> TH;
            case "tr" -> TR;
            case "zh" -> ZH_HANT;
            default -> EN;
        };
    }

    public static Language ofTag(String tag) {
        for (Language language : values()) {
            if (language.tag.equals(tag)) {
                return language;
            }
        }
        throw new IllegalArgumentException("No mails are written in " + tag);
    }
}
