package lab.work;

/// A colour scale of steadily growing lightness that reads the same without red or green.
///
/// Source: Nuñez, Anderton and Renslow 2018, 'Optimizing colormaps with consideration for color
/// vision deficiency', six colours of it with straight lines between.
final class Cividis {
    private static final int[] STOPS = {0x00204D, 0x31446B, 0x666970, 0x958F78, 0xCBBA69, 0xFFEA46};

    private Cividis() {}

    /// The colour at `fraction` of the scale, as 0xRRGGBB; what is outside 0 to 1 gets the end's.
    static int rgb(double fraction) {
        double place = Math.clamp(fraction, 0, 1) * (STOPS.length - 1);
        int stop = Math.min((int) place, STOPS.length - 2);
        double share = place - stop;
        int rgb = 0;
        for (int shift = 16; shift >= 0; shift -= 8) {
            int low = STOPS[stop] >> shift & 0xFF;
            int high = STOPS[stop + 1] >> shift & 0xFF;
            rgb |= (int) Math.round(low + share * (high - low)) << shift;
        }
        return rgb;
    }
}
