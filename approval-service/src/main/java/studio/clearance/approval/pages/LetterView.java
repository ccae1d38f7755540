package studio.clearance.approval.pages;

import java.util.List;
import studio.clearance.approval.pages.VerifyView.Line;
import studio.clearance.approval.pages.Words.Chip;
import studio.clearance.kit.pages.Page;

/** A written approval as it reads on paper. Times are UTC: a letter is read in many places. */
public record LetterView(
        Page page,
        String backHref,
        String jwsHref,
        Chip state,
        String issuer,
        String issuedOn,
        String number,
        String partner,
        String production,
        String title,
        String reference,
        int revision,
        List<String> scope,
        String from,
        String until,
        String decidedBy,
        List<String> conditions,
        List<String> forbidden,
        List<Signature> signatures,
        SquareCode code,
        String verifyUrl,
        List<Rest> rests,
        List<Rest> met,
        List<Line> covers) {

    public record Signature(String slot, String by, String when) {}

    public record Rest(String clause, String asks) {}
}
