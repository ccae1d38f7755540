package studio.clearance.intake.productions;

record PartnerView(String id, String name, String email, String locale) {

    static PartnerView of(RegisteredPartner partner) {
        return new PartnerView(partner.id, partner.name, partner.email, partner.locale);
    }
}
