package lab.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import lab.results.Recommendation;
import org.jsoup.nodes.Element;

/// Which model to use for each workload, and why.
final class Verdicts {
    private static final String CLAUSE = "; ";

    private Verdicts() {}

    /// The recommended models of a workload, each with the word that marks it.
    static Map<String, String> marks(Recommendation recommendation) {
        var marks = new LinkedHashMap<String, String>();
        for (var row : recommendation.best())
            marks.putIfAbsent(row.variant(), marks.isEmpty() ? "best" : "tied");
        return marks;
    }

    /// A card for each workload: the verdict, and a line for each reason.
    static void add(Element parent, List<Recommendation> recommendations) {
        var cards = parent.appendElement("div").addClass("cards");
        for (var recommendation : recommendations) {
            var card = cards.appendElement("section");
            card.appendElement("h3").text(recommendation.workload());
            verdict(card, recommendation);
            var reasons = recommendation.text().split(CLAUSE);
            if (reasons.length == 1) continue;
            var list = card.appendElement("ul");
            for (int i = 1; i < reasons.length; i++) list.appendElement("li").text(reasons[i]);
        }
    }

    /// The verdict without its reasons.
    static void verdict(Element parent, Recommendation recommendation) {
        parent.appendElement("p").addClass("verdict").text(recommendation.text().split(CLAUSE)[0]);
    }
}
