//! Examples at the end of each command's `--help`.

pub(super) const CHECK: &str = "\
Examples:
  ibid check post.md                     what is wrong with the notes of a post
  ibid check content/ --preset scholarly with the rules about sources and short forms
  ibid check post.md --fix --diff        shows what the safe fixes would change
  ibid check post.md --fix               makes them
  ibid check post.md --watch             checks again whenever the post changes";

pub(super) const INSPECT: &str = "\
Examples:
  ibid inspect post.md                   what every note cites, and what each Ibid. refers to
  ibid inspect post.md --by source       the same by source
  ibid inspect post.md --format json     for programs";

pub(super) const PARSE: &str = "\
Examples:
  ibid parse 'Rita Roe, Nets (Quay: Press, 1975), 3.'
  ibid parse --to bibtex < references.txt";

pub(super) const CONVERT: &str = "\
Examples:
  ibid convert post.md --to biblatex -o sources.bib
  ibid convert refs.bib more.ris --to csl-json
  ibid convert refs.bib --to bibtex --key '{Author}{year}'";

pub(super) const BIBLIOGRAPHY: &str = "\
Examples:
  ibid bibliography post.md --style chicago-notes-bibliography
  ibid bibliography refs.bib --style apa --format html";

pub(super) const RESTYLE: &str = "\
Examples:
  ibid restyle post.md --style mhra-notes --diff    shows the changes
  ibid restyle post.md --style mhra-notes --write   makes them
  ibid styles --notes                               lists the styles that write notes";

pub(super) const LINK: &str = "\
Examples:
  ibid link post.txt --to html           typed [1] notes as linked notes
  ibid link post.md --to wordpress -o post.html";

pub(super) const CITE: &str = "\
Example:
  echo '{\"citations\":[{\"note\":1,\"items\":[{\"id\":\"roe\",\"locator\":\"3\"}]}]}' |
    ibid cite --items refs.bib --style chicago-notes-bibliography";

pub(super) const STYLES: &str = "\
Examples:
  ibid styles --notes                    only styles that write notes
  ibid styles --styles-dir ~/styles      with the CSL files of a folder";

pub(super) const EXPLAIN: &str = "\
Example:
  ibid explain ibid-after-multi";

pub(super) const INIT: &str = "\
Example:
  ibid init                              writes ibid.toml in this folder";
