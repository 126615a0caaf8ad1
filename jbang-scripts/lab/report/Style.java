package lab.report;

/// How the page looks: on a phone, on a wide screen and on paper, on light paper and on dark.
///
/// The colours of the shades go from paper to ink in steps of equal lightness, blue and orange,
/// which the colour-blind can tell apart; each has the ink, black or white, that has the higher
/// contrast on it.
final class Style {
    /// The style sheet.
    static final String SHEET =
            """
            :root {
                color-scheme: light dark;
                --paper: #ffffff; --ink: #1a1a1a; --muted: #545454; --rule: #767676; --hair: #d6d6d6;
                --faint: #f4f4f2; --link: #0b4f8a; --bad: #9c1c1c;
                --bar-up: #0072b2; --bar-down: #c4570a; --bar-same: #767676;
                --fit1: #b34700; --fit2: #00704f;
                --up1: #e1eef9; --up1-ink: #000000;
                --up2: #adceeb; --up2-ink: #000000;
                --up3: #78afdc; --up3-ink: #000000;
                --up4: #3d8fcc; --up4-ink: #000000;
                --up5: #2a6fa4; --up5-ink: #ffffff;
                --up6: #19507e; --up6-ink: #ffffff;
                --up7: #08335a; --up7-ink: #ffffff;
                --down1: #fcebda; --down1-ink: #000000;
                --down2: #f4cba8; --down2-ink: #000000;
                --down3: #ebab76; --down3-ink: #000000;
                --down4: #e08a3c; --down4-ink: #000000;
                --down5: #bd6c29; --down5-ink: #000000;
                --down6: #9b4f15; --down6-ink: #ffffff;
                --down7: #7a3300; --down7-ink: #ffffff;
            }
            @media screen and (prefers-color-scheme: dark) {
                :root {
                    --paper: #14171a; --ink: #ececec; --muted: #b0b5ba; --rule: #8a8f94; --hair: #3a3f44;
                    --faint: #1d2124; --link: #8fc1f5; --bad: #ff9d94;
                    --bar-up: #56b4e9; --bar-down: #f0964a; --bar-same: #8a8f94;
                    --fit1: #ffa35c; --fit2: #4fd1a5;
                    --up1: #1c2c3a; --up1-ink: #ffffff;
                    --up2: #22415c; --up2-ink: #ffffff;
                    --up3: #27587f; --up3-ink: #ffffff;
                    --up4: #2a6fa5; --up4-ink: #ffffff;
                    --up5: #5491c1; --up5-ink: #000000;
                    --up6: #7cb4de; --up6-ink: #000000;
                    --up7: #a4d8fb; --up7-ink: #000000;
                    --down1: #35281b; --down1-ink: #ffffff;
                    --down2: #57381e; --down2-ink: #ffffff;
                    --down3: #7a491f; --down3-ink: #ffffff;
                    --down4: #a05a1c; --down4-ink: #ffffff;
                    --down5: #bf7c43; --down5-ink: #000000;
                    --down6: #dfa066; --down6-ink: #000000;
                    --down7: #ffc48a; --down7-ink: #000000;
                }
            }
            * { box-sizing: border-box; }
            html { font: 100%/1.5 system-ui, sans-serif; -webkit-text-size-adjust: 100%; }
            body { margin: 0 auto; padding: 0 1rem 3rem; max-width: 90rem; background: var(--paper); color: var(--ink); overflow-wrap: anywhere; }
            p, dl, figcaption, .how, .notes { max-width: 46rem; }
            h1, h2, h3 { line-height: 1.2; text-wrap: balance; }
            h1 { font-size: 1.75rem; margin: 2rem 0 .5rem; }
            h2 { font-size: 1.35rem; margin: 3rem 0 .5rem; }
            h3 { font-size: 1.1rem; margin: 0 0 .25rem; }
            a { color: var(--link); }
            a:focus-visible, summary:focus-visible, .scroll:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
            main:focus { outline: none; }
            .skip { position: absolute; left: -100vw; padding: .5rem 1rem; background: var(--paper); z-index: 3; }
            .skip:focus { left: 0; }
            .answer { font-size: 1.15rem; margin: 0 0 .5rem; }
            .byline, figcaption, caption { color: var(--muted); font-size: .875rem; }
            .warning { border-left: 4px solid var(--bad); padding-left: .75rem; }
            nav ul, .places, .legend { display: flex; flex-wrap: wrap; gap: .25rem 1rem; padding: 0; list-style: none; }
            nav a, .places a { display: inline-block; padding: .25rem 0; }
            .scroll { overflow-x: auto; max-width: 100%; margin: 1rem 0; position: relative; }
            table { overflow-wrap: break-word; border-collapse: separate; border-spacing: 0; font-size: .875rem; line-height: 1.3; font-variant-numeric: tabular-nums; }
            caption { text-align: left; padding-bottom: .5rem; }
            caption span { display: inline-block; position: sticky; left: 0; max-width: min(46rem, calc(100vw - 2rem)); }
            th, td { padding: .3rem .6rem; text-align: left; vertical-align: top; border-bottom: 1px solid var(--hair); }
            thead th { vertical-align: bottom; border-bottom: 1px solid var(--rule); }
            tbody th { font-weight: 600; }
            .scroll tr > th:first-child { position: sticky; left: 0; z-index: 1; background: var(--paper); }
            .scroll th { max-width: min(16rem, 40vw); }
            .scroll .group th { max-width: none; }
            .figures td { text-align: right; white-space: nowrap; }
            .figures thead th:not(:first-child) { text-align: right; }
            .figures tr:not(.group) > th { white-space: nowrap; }
            .figures thead tr:not(.group) > th { white-space: normal; min-width: 5rem; }
            .beside td.up3, .beside td.down3 { font-weight: 600; }
            summary { padding: .25rem 0; cursor: pointer; color: var(--link); }
            .heat td { min-width: 5.5rem; padding: .3rem .35rem; border: 0; border-left: 2px solid var(--paper); border-top: 2px solid var(--paper); white-space: nowrap; }
            .heat tbody th { min-width: 6rem; }
            .heat td span { display: block; font-size: .75rem; }
            .heat td .speedup { font-size: .9375rem; font-weight: 600; }
            .heat td .word { font-weight: 600; }
            .heat td .speedup, .heat td .mark, .heat .reference .word { display: inline-block; }
            .heat .reference .speedup { display: block; }
            .heat .reference .word { font-weight: 400; }
            .heat td .mark { border: 1px solid currentColor; border-radius: 3px; padding: 0 .2rem; font-size: .6875rem; font-weight: 600; }
            .heat td .why { white-space: normal; }
            .heat td .gap { display: inline-block; max-width: 24rem; }
            .heat td[colspan] .gap { position: sticky; left: 8rem; }
            .group th { padding-top: 1rem; color: var(--muted); border-bottom: 1px solid var(--rule); }
            .group th span { display: inline-block; position: sticky; left: .6rem; max-width: calc(100vw - 4rem); }
            .legend li { padding: .1rem .5rem; font-size: .8125rem; border: 1px solid transparent; }
            .legend { gap: 0; }
            .same, .reference { background: var(--faint); color: var(--ink); }
            .none { color: var(--muted); }
            .failed { color: var(--bad); }
            .up1 { background: var(--up1); color: var(--up1-ink); }
            .up2 { background: var(--up2); color: var(--up2-ink); }
            .up3 { background: var(--up3); color: var(--up3-ink); }
            .up4 { background: var(--up4); color: var(--up4-ink); }
            .up5 { background: var(--up5); color: var(--up5-ink); }
            .up6 { background: var(--up6); color: var(--up6-ink); }
            .up7 { background: var(--up7); color: var(--up7-ink); }
            .down1 { background: var(--down1); color: var(--down1-ink); }
            .down2 { background: var(--down2); color: var(--down2-ink); }
            .down3 { background: var(--down3); color: var(--down3-ink); }
            .down4 { background: var(--down4); color: var(--down4-ink); }
            .down5 { background: var(--down5); color: var(--down5-ink); }
            .down6 { background: var(--down6); color: var(--down6-ink); }
            .down7 { background: var(--down7); color: var(--down7-ink); }
            .workload { margin: 2.5rem 0 0; padding-top: 1rem; border-top: 1px solid var(--hair); }
            .verdict { margin: 0 0 .5rem; font-weight: 600; }
            .cards { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 24rem), 1fr)); gap: 1.5rem 2.5rem; margin: 1.5rem 0; }
            .cards section { border-top: 1px solid var(--rule); padding-top: .75rem; }
            .cards ul { margin: 0; padding-left: 1.1rem; font-size: .9375rem; }
            .charts { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 22rem), 1fr)); gap: 1.5rem 3rem; align-items: start; max-width: 80rem; }
            figure { margin: .5rem 0; max-width: 40rem; min-width: 0; overflow-x: clip; overflow-clip-margin: 1rem; }
            figcaption { margin-bottom: .75rem; }
            svg { display: block; overflow: visible; }
            svg text { font-size: 13px; fill: var(--ink); }
            svg .tick { font-size: 12px; fill: var(--muted); }
            svg .strong { font-weight: 700; }
            svg .halo { paint-order: stroke; stroke: var(--paper); stroke-width: 4px; stroke-linejoin: round; }
            .grid { stroke: var(--hair); }
            .one { stroke: var(--rule); stroke-width: 1.5; }
            .bar-up { fill: var(--bar-up); }
            .bar-down { fill: var(--bar-down); }
            .bar-same { fill: var(--bar-same); }
            .whisker { stroke: var(--ink); stroke-width: 1.5; }
            .dot { fill: var(--ink); }
            .beyond { fill: var(--faint); }
            .ideal { stroke: var(--rule); stroke-width: 1.5; stroke-dasharray: 2 3; }
            .line { stroke-width: 2; stroke-linecap: round; }
            .open { fill: var(--paper); stroke-width: 2; }
            .line.fit1, .open.fit1 { stroke: var(--fit1); }
            .line.fit2, .open.fit2 { stroke: var(--fit2); }
            text.fit1 { fill: var(--fit1); }
            text.fit2 { fill: var(--fit2); }
            .card { display: grid; grid-template-columns: minmax(8rem, max-content) 1fr; gap: .25rem 1.5rem; }
            dt { color: var(--muted); grid-column: 1; }
            dd { margin: 0; grid-column: 2; }
            @media (max-width: 30rem) {
                .heat tbody th, .figures tr:not(.group) > th { min-width: 0; font-size: .75rem; padding: .3rem; white-space: normal; }
                .heat td .gap { max-width: 11rem; }
                .measured td:nth-child(2), .scaling td:nth-child(3) { white-space: normal; min-width: 10rem; }
                .card { grid-template-columns: 8rem 1fr; }
                th, td { padding: .3rem .4rem; }
            }
            @media (forced-colors: active) {
                .heat td, .legend li { border: 1px solid CanvasText; }
                .bar-up, .bar-down, .bar-same, .dot { fill: CanvasText; }
                .line, .open, .whisker, .one, .ideal { stroke: CanvasText; }
                svg text { fill: CanvasText; }
                svg .halo { stroke: Canvas; }
            }
            @media (prefers-reduced-motion: no-preference) {
                html { scroll-behavior: smooth; }
            }
            @media print {
                @page { size: A4; margin: 14mm; }
                @page wide { size: A4 landscape; margin: 10mm; }
                html { font-size: 75%; }
                body { max-width: none; padding: 0; }
                nav, .skip, .places { display: none; }
                .wide { page: wide; }
                .scroll { overflow: visible; }
                .scroll tr > th:first-child, caption span { position: static; }
                .heat td, .legend li { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
                .heat { width: 100%; table-layout: fixed; }
                .heat td, .heat tbody th { min-width: 0; max-width: none; padding: 1pt 3pt; font-size: 7pt; }
                .heat td span { font-size: 6.5pt; }
                .heat td .speedup { font-size: 8pt; }
                .heat thead th, .figures { font-size: 7.5pt; }
                tr, figure, .cards section { break-inside: avoid; }
                h2, h3, caption { break-after: avoid; }
                .charts { grid-template-columns: 1fr 1fr; gap: 6mm; }
            }
            """;

    private Style() {}
}
