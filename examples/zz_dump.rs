use ibid::document::read;
use ibid::text::Source;
fn main() {
    let paths: Vec<String> =
        std::env::args().skip(1).filter(|a| !a.starts_with("--") && a != "inspect" && a != "json").collect();
    let verbose = std::env::args().any(|a| a == "--v");
    let path = &paths[0];
    let bytes = std::fs::read(path).unwrap();
    let t = std::time::Instant::now();
    let s = Source::decode(path.clone(), bytes).unwrap();
    let sources = [s];
    let t1 = t.elapsed();
    let d = read(&sources, None);
    let t2 = t.elapsed();
    if verbose {
        eprintln!(
            "decode {t1:?} read {t2:?} format {:?} platform {:?} lang {:?} markers {} notes {} prose {} bib {} chapters {} problems {:?}",
            d.format,
            d.platform,
            d.language,
            d.markers.len(),
            d.notes.len(),
            d.prose.len(),
            d.bibliography.len(),
            d.chapters.len(),
            d.problems.iter().take(10).collect::<Vec<_>>()
        );
        for m in d.markers.iter().take(400) {
            eprintln!("M {} {:?} {:?} -> {:?}", m.label, m.span, m.span.of(&d.text), m.note);
        }
        for n in d.notes.iter().take(400) {
            eprintln!(
                "N {} {:?} head {:?} {:?} {:?}",
                n.label,
                n.span,
                n.head.of(&d.text),
                n.body.text.chars().take(150).collect::<String>(),
                n.markers
            );
        }
        for n in d.bibliography.iter().take(20) {
            eprintln!("B {:?} {:?}", n.span, n.body.text.chars().take(90).collect::<String>());
        }
    } else {
        let m: Vec<_> = d
            .markers
            .iter()
            .map(|m| {
                let s = sources[0].on_disk(m.span);
                serde_json::json!({"label":m.label,"start":s.start,"end":s.end,"note":m.note})
            })
            .collect();
        let n: Vec<_> = d
            .notes
            .iter()
            .map(|m| {
                let s = sources[0].on_disk(m.span);
                serde_json::json!({"label":m.label,"start":s.start,"end":s.end,"citations":[]})
            })
            .collect();
        println!("{}", serde_json::json!({"markers":m,"notes":n,"bibliography":[]}));
    }
}
