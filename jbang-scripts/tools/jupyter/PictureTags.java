package tools.jupyter;

import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import lab.view.Tables;

/// The pictures of a page that nbconvert made. Its usual template drops the alternative text that
/// comes with a picture; this puts it back.
final class PictureTags {
    private static final Pattern PICTURE =
            Pattern.compile("<img\\b([^>]*?)src=\"data:image/png;base64,([^\"]*)\"([^>]*)>");
    private static final Pattern ALT = Pattern.compile("\\s*\\balt=\"[^\"]*\"");

    private PictureTags() {}

    /// @param alternatives the texts by the picture's Base64, without line breaks
    static String describe(String html, Map<String, String> alternatives) {
        return PICTURE.matcher(html).replaceAll(tag -> described(tag, alternatives));
    }

    private static String described(MatchResult tag, Map<String, String> alternatives) {
        var alt = alternatives.get(compact(tag.group(2)));
        if (alt == null) return Matcher.quoteReplacement(tag.group());
        var others = ALT.matcher(tag.group(1) + tag.group(3)).replaceAll("");
        return Matcher.quoteReplacement(
                "<img alt=\"%s\" src=\"data:image/png;base64,%s\"%s>"
                        .formatted(Tables.escape(alt), tag.group(2), others));
    }

    static String compact(String base64) {
        return base64.replaceAll("\\s", "");
    }
}
