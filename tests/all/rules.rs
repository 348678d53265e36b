//! Every rule's page is its help and its test: the wrong example has exactly this rule's finding, the right one none.

use ibid::analysis::{Analysis, Options};
use ibid::document::Format;
use ibid::lint::{Finding, Preset, RULES, Rule, Settings, catalogue, check};
use ibid::text::Source;

/// A fenced example of a page.
struct Example {
    format: Format,
    style: Option<String>,
    text: String,
}

/// The example under a heading of a page.
fn example(rule: &Rule, heading: &str) -> Option<Example> {
    let (_, section) = rule.page.split_once(&format!("\n## {heading}\n"))?;
    let (_, fenced) = section.split_once("\n```")?;
    let (info, rest) = fenced.split_once('\n')?;
    let (text, _) = rest.split_once("\n```")?;
    let mut words = info.split_whitespace();
    let format = Format::by_name(words.next()?).expect("the example says its format");
    let style = words.find_map(|word| word.strip_prefix("style=")).map(str::to_owned);
    Some(Example { format, style, text: format!("{text}\n") })
}

fn analysis(example: &Example) -> Analysis {
    let options = Options { format: Some(example.format), ..Options::default() };
    Analysis::of(&[Source::new("example", example.text.as_str())], &options)
}

fn findings(rule: &Rule, heading: &str) -> Vec<Finding> {
    let example = example(rule, heading).unwrap_or_else(|| panic!("{}: no example under {heading}", rule.id));
    let before = self::example(rule, "Before").map(|before| analysis(&before));
    let settings = Settings { style: example.style.clone(), ..Settings::of(Preset::Strict) };
    check(&analysis(&example), before.as_ref(), &settings)
}

fn ids(findings: &[Finding]) -> Vec<&str> {
    findings.iter().map(|finding| finding.rule).collect()
}

#[test]
fn the_wrong_example_has_this_finding_and_no_other() {
    let wrong: Vec<String> = RULES
        .iter()
        .map(|rule| (rule, findings(rule, "Wrong")))
        .filter(|(rule, found)| ids(found) != [rule.id])
        .map(|(rule, found)| {
            format!("{}: {:?}", rule.id, found.iter().map(|f| (f.rule, &f.message)).collect::<Vec<_>>())
        })
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn the_right_example_has_no_finding() {
    let wrong: Vec<String> = RULES
        .iter()
        .map(|rule| (rule, findings(rule, "Right")))
        .filter(|(_, found)| !found.is_empty())
        .map(|(rule, found)| {
            format!("{}: {:?}", rule.id, found.iter().map(|f| (f.rule, &f.message)).collect::<Vec<_>>())
        })
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn a_page_has_all_its_parts_and_says_what_the_rule_says() {
    for rule in RULES {
        assert!(rule.page.starts_with(&format!("# {}\n", rule.id)), "{}", rule.id);
        for part in ["Why it matters", "Wrong", "Right", "Fix", "Settings"] {
            assert!(rule.page.contains(&format!("\n## {part}\n\n")), "{}: {part}", rule.id);
        }
        assert!(rule.page.contains(&format!("Severity: {};", rule.severity.as_str())), "{}", rule.id);
        let presets = format!("\n## Presets\n\n{}\n", rule.standing());
        assert!(rule.page.contains(&presets), "{}: the page should say{presets}", rule.id);
    }
}

#[test]
fn a_rule_offers_the_fix_it_declares_and_no_safer_one() {
    for rule in RULES {
        let offered = findings(rule, "Wrong").into_iter().filter_map(|finding| finding.fix).map(|fix| fix.safety).max();
        assert!(offered <= rule.fix, "{}: {offered:?}, declared {:?}", rule.id, rule.fix);
    }
}

#[test]
fn the_list_is_in_the_order_of_ids_and_each_is_there_once() {
    assert!(RULES.windows(2).all(|pair| pair[0].id < pair[1].id));
}

#[test]
fn the_index_of_checks_is_not_stale() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/checks.md");
    let written = std::fs::read_to_string(path).unwrap_or_default().replace("\r\n", "\n");
    let fresh = catalogue::markdown();
    if written != fresh {
        std::fs::write(path, fresh).unwrap();
        panic!("docs/checks.md was stale and has been written anew: look at it and commit it");
    }
}
