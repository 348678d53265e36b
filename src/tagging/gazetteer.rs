//! Words that are mostly part of a name, by what they name: common knowledge, written down for ibid. Data: add where it belongs.

use std::sync::LazyLock;

use super::hash::{ByHash, hash_bytes, kinds_by_word};

/// A set of kinds of name, one bit each.
pub(super) type Names = u32;

/// A given name.
pub(super) const GIVEN: Names = 1;
/// A surname.
pub(super) const SURNAME: Names = 2;
/// A place where books are published.
pub(super) const PLACE: Names = 4;
/// A country, or a state as addresses shorten it.
pub(super) const REGION: Names = 8;

/// The words of each kind, folded: lower case, no accents, one word each.
const TABLE: &[(Names, &str)] = &[
    (
        GIVEN,
        "aaron adam adrian agnes alain alan albert alberto alessandro alex alexander alexandra alfred alice allan amanda amy ana andre andrea \
        andreas andres andrew angela anita ann anna anne annette annie anthony antoine anton antonio arthur barbara beatrice ben benjamin bernard \
        bernd bernhard beth bob brian bruce bruno carl carla carlo carlos carmen carol caroline cathy cecile charles charlotte chiara chris christian \
        christine christoph christopher claire claude claudia claudio colin craig cristina dan daniel daniela david deborah denis dennis derek diana \
        diane dieter dirk dominique don donald doris dorothy doug douglas edgar eduard eduardo edward elena elisabeth elizabeth ellen emily emma eric \
        erich erik ernst eugene eva evelyn fabio felix fernando frances francesca francesco francis francisco francois francoise frank franz fred \
        frederic friedrich gabriel gabriele gary geoffrey georg george georges gerald gerard gerd gerhard gertrud gianni giorgio giovanni giuseppe glenn \
        gordon graham greg gregory gunter guy hannah hans harald harold harry heidi heinrich heinz helen helena helene helga helmut hendrik henri henry \
        herbert hermann horst howard hubert hugh hugo ian ingrid irene isabel isabelle ivan jack jacob jacqueline jacques jakob james jan jane janet \
        javier jean jeanne jeff jeffrey jennifer jeremy jerome jessica jill jim joachim joan joao joe joel johan johann johannes john jonathan jorg jorge \
        jose josef joseph joshua joyce juan judith julia julian julie jurgen karen karin karl katharina katherine kathleen keith ken kenneth kevin klaus \
        kurt larry laura laurent lawrence lee leo leon leonard linda lisa lorenzo louis louise luca lucia lucien lucy luigi luis luke manfred manuel marc \
        marcel marco margaret maria marie marina mario marion mark markus martha martin mary mathieu matthew matthias maurice max melissa michael michel \
        michelle miguel mike monica monika nancy nathalie neil nicholas nicolas nicole nigel nina norbert norman olga oliver olivier oscar oskar otto \
        pablo paolo pascal patricia patrick paul paula pedro peter petra philip philippe pierre pietro rachel rainer ralf ralph ramon raymond rebecca \
        renate rene ricardo richard rita robert roberto robin roger roland rolf ron ronald rosa rosemary roy rudolf russell ruth sabine sally sam samuel \
        sandra sara sarah scott sean sebastian sergio sharon silvia simon simone sofia sonia sophie stefan stefano stella stephan stephanie stephen steve \
        steven stuart susan susanne suzanne sven sylvia sylvie ted teresa terry theodor theresa thierry thomas tim timothy tom tony ulrich ulrike ursula \
        valerie vera veronica victor victoria vincent virginia walter wendy werner wilfried wilhelm willem william wim wolfgang yves yvonne",
    ),
    (
        SURNAME,
        "abbott adams ahmed allen alonso alvarez anderson andersson bailey baker barnes bauer baumann becker bell bennett berg berger bernard bianchi \
        black braun brooks brown bruno burke butler campbell carter castro chan chang chen cheng clark cohen cole collins colombo conti cook cooper costa \
        cox cruz davies davis diaz dubois dupont durand edwards evans fernandez ferrari fischer fisher fleming fontana foster fournier fox garcia garnier \
        gibson girard gomez gonzalez gordon graham gray green greco griffin guerin gupta gutierrez hall hamilton hansen harris harrison hartmann hernandez \
        hill hoffmann hofmann howard huang huber hughes hunt ito jackson jansen jensen jimenez johansson johnson jones jung kaiser keller kelly khan kim \
        king klein koch kohler konig krause kruger kumar lambert lang lange larsen laurent lee lefebvre lehmann leroy lewis li lin liu lopez lorenz maier \
        mancini marino marshall martin martinez mason mayer mercier meyer miller mitchell moore morales moreau morel moreno moretti morgan morris muller \
        murphy murray myers navarro nelson neumann nguyen nielsen novak oliveira olsen ortega ortiz palmer park parker patel pereira perez perrin peters \
        petersen peterson phillips powell price ramirez ramos reed reid ricci richardson richter rivera roberts robertson robinson rodriguez rogers romano \
        romero rossi roth roux ruiz russo ryan sanchez sanders santos sato schmidt schmitt schneider schreiber schroder schulz schwarz scott serrano shaw \
        silva simpson singh smith stein stewart stone sullivan suzuki tanaka taylor thomas thompson torres turner vazquez vogel wagner walker wang ward \
        watson weber weiss werner white williams wilson winkler wolf wong wood wright wu yang young zhang zhao zhou zimmermann",
    ),
    (
        PLACE,
        "aachen aberdeen aldershot amherst amsterdam ankara antwerp antwerpen atlanta augsburg austin baltimore bangalore barcelona bari basel basingstoke \
        beijing belgrade belmont berkeley berlin bern bielefeld bilbao birmingham bloomington bochum bogota bologna bonn bordeaux boston boulder braunschweig \
        bremen brescia brighton brisbane bristol brno bruges brugge brussels bruxelles bucharest budapest caen cairo calcutta cambridge campinas canberra \
        cardiff chapel chicago cincinnati clevedon coimbra cologne copenhagen cracow dallas darmstadt delhi denver detroit dijon dordrecht dortmund dresden \
        dublin durham edinburgh eindhoven englewood erlangen essen exeter farnham ferrara firenze florence florenz frankfurt freiburg geneva geneve genf \
        genova gent ghent giessen glasgow gottingen granada graz grenoble groningen haarlem hague halle hamburg hanover hannover harmondsworth harvard \
        heidelberg helsinki hillsdale hoboken houston innsbruck istanbul ithaca jena jerusalem kassel kiel kiev kobenhavn koln konstanz krakow lausanne leeds \
        leicester leiden leipzig leningrad leuven lexington liege lille lima lisboa lisbon ljubljana london londra londres louvain lund luzern lyon madrid \
        mahwah mainz malden manchester mannheim marburg marseille melbourne mexico miami milan milano minneapolis modena montpellier montreal moscow moskau \
        moskva mumbai munchen munich munster nantes napoli newark nijmegen norwich nottingham nurnberg oldenburg opladen osaka oslo oxford padova paderborn \
        palermo pamplona paris parigi parma passau pavia perugia philadelphia phoenix pisa pittsburgh poitiers porto potsdam prag prague praha princeton \
        quebec ravenna reading regensburg rennes rochester roma rome rostock rotterdam rouen salamanca salzburg santiago seattle seoul sevilla sheffield \
        siena singapore sofia southampton stanford stockholm strasbourg stuttgart sussex sydney taipei tallinn tokyo torino toronto toulouse tours treviso \
        trieste trier tubingen turin turku udine uppsala urbana utrecht valencia vancouver venezia venice vercelli verona vicenza vienna vienne vilnius \
        warsaw warszawa washington weimar weinheim wien wiesbaden worcester wurzburg zagreb zaragoza zurich zutphen york angeles francisco orleans diego \
        haven thousand oaks hillsdale aires janeiro paulo upper saddle river cliffs hague stroudsburg boca raton dekalb northampton",
    ),
    (
        REGION,
        "australia austria belgium brazil canada china denmark england france germany greece hungary india ireland israel italy japan korea netherlands \
        norway poland portugal russia scotland spain sweden switzerland uk usa wales ca ma ny nj pa il conn mass md tx wa nc va ga fl mi mn oh ct ill calif \
        deutschland osterreich schweiz italia espana frankreich",
    ),
];

static NAMES: LazyLock<ByHash<Names>> = LazyLock::new(|| kinds_by_word(TABLE.iter().copied()));

/// What a folded word may be the name of, by its hash.
pub(super) fn names(folded: u32) -> Names {
    NAMES.get(&folded).copied().unwrap_or_default()
}

/// True if a folded word is a common given name.
pub(crate) fn is_given_name(folded: &str) -> bool {
    names(hash_bytes(folded.as_bytes())) & GIVEN != 0
}

/// True if a folded word is a common surname.
pub(crate) fn is_surname(folded: &str) -> bool {
    names(hash_bytes(folded.as_bytes())) & SURNAME != 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_may_name_several_things() {
        let names = |word: &str| names(hash_bytes(word.as_bytes()));
        assert_eq!(names("martin"), GIVEN | SURNAME);
        assert_eq!(names("paris"), PLACE);
        assert_eq!(names("title"), 0);
    }

    #[test]
    fn names_are_written_folded() {
        assert!(TABLE.iter().all(|(_, words)| words.bytes().all(|c| c == b' ' || c.is_ascii_lowercase())));
    }
}
