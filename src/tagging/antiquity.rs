//! The books of Scripture and the authors of antiquity, who are cited by chapter and verse in any edition. Data: common knowledge, written
//! down for ibid; add where it belongs.

use std::sync::LazyLock;

use super::hash::{ByHash, hash_bytes, kinds_by_word};

/// A set of kinds, one bit each.
pub(super) type Antiquity = u32;

/// A book of the Bible, or the Koran.
const SCRIPTURE: Antiquity = 1;
/// An author of antiquity, by his whole name.
const AUTHOR: Antiquity = 2;
/// An author of antiquity, his name shortened.
const SHORTENED: Antiquity = 4;

/// The names of each kind as the languages of Europe write and shorten them; folded, without the number before a book.
const TABLE: &[(Antiquity, &str)] = &[
    (
        SCRIPTURE,
        "abacuc abdia abdias ac act acta actes acts ageo aggee aggeo am amos ap apc apg apk apoc apocalipse apocalipsis \
     apocalisse apocalypse apostelgeschichte apostlagarningarna atos atti bar baruch cant cantares cantico cantique chr \
     chron chronicles chronik chroniques co col colosenses colossenses colossesi colossians colossiens cor corinthians \
     corinthiens corinti corintios cronache cronicas dan daniel daniele deut deuteronome deuteronomio deuteronomium \
     deuteronomy dn dt dz ebrei ec eccl ecclesiaste ecclesiastes eclesiastico ef efesini efesios efeziers ep eph epheser \
     ephesians ephesiens esajas esdras esodo esra est esth esther ex exod exode exodo exodus ez ezechiel ezechiele ezek \
     ezekiel ezequiel ezr ezra filemone filipenses filippenzen filippesi ga gal galatas galaten galater galates galati \
     galatians gen genese genesi genesis geremia giacomo gioele giona giosue giovanni giuda giudici gn gv hab habacuc \
     habakkuk habakuk hag haggai handelingen he heb hebr hebraer hebreos hebreus hebreux hebrews hechos hesekiel hiob \
     hoheslied hooglied hos hosea ijob is isa isaia isaiah isaias isaie iz jacques jak jakobus james jas jc jdg jean jer \
     jeremia jeremiah jeremias jeremie jes jesaja jg jn joao job joel joh johannes john jon jona jonah jonas jos josh \
     joshua josua josue jr juan jud judas jude judges jueces juges juizes kgs kings klagelieder klgl koh kol kolossenzen \
     kolosser kon konige koningen kor koran korinther korinthiers korintiers kpl kronieken lam lamentations lb lc lev \
     levitico leviticus levitique lk luc luca lucas lukas luke lv macc maccabees makk mal malachi malachia malachie \
     malaquias maleachi marc marco marcos marcus mark markus mateo mateus matt matteo matteus matthaus mattheus matthew \
     matthieu mc mic micah mich michea michee miqueas mk mos mose mt nah nahum naum nb neh nehemiah nehemie nombres num \
     numbers numeri numeros obad obadiah offb offenbarung openbaring ordspraksboken os osea oseas osee paralipomenes pedro \
     pet peter petr petrus phil philemon philipper philippians philippiens phlm phm pierre pietro pred prediker prov \
     proverbes proverbi proverbios proverbs ps psalm psalmen psalms psaltaren psaume psaumes pwt qo qoelet quran rdz \
     rechters reis rev revelation reyes ri richter richteren rm rois rom romains romani romanos romans romarbrevet \
     romeinen romer rt rut ruth sabiduria sach sacharja sagesse sal salme salmi salmo salmos sam samuel santiago sir \
     sirach siracide sofonia sofonias song sophonie spr spreuken spruche sura surah sure tesalonicenses tessalonicenses \
     tessalonicesi thess thessalonians thessalonicher thessaloniciens tiago tim timoteo timothee timotheus timothy tit \
     tite tito titus tob tobit wis wisdom wj zacarias zaccaria zacharie zech zechariah zef zefanja zeph zephaniah быт \
     бытие втор гал деян евр еф иез иер ин ис исх исход кол кор лев лк мк мф откр пс псалом рим флп чис",
    ),
    (
        AUTHOR,
        "aelianus aeschines aeschylus aischines aischylos ammiano ammianus ammien apollodor apollodore apollodoro apollodorus \
     appian appiano appianus appien apulee apuleius apuleo apuleyo aristofane aristophane aristophanes aristote aristotele \
     aristoteles aristotle arrian arriano arrianus arrien ateneo athenaeus athenaios athenee aulugelle ausone ausonio \
     ausonius boece boethius boezio caesar callimachus callimaco callimaque catulle catullo catullus cicero ciceron \
     cicerone claudianus claudien columella columelle demostene demosthene demosthenes diodor diodore diodoro diodorus \
     dionysius eliano elien ennius epictete epictetus epiktet epitteto erodoto eschilo eschine eschines eschyle esiodo \
     esquilo estrabon euripide euripides eusebe eusebios eusebius festus filone filostrato florus frontinus galeno galenus \
     galien gellio gellius giovenale harpocration herodian herodianus herodien herodot herodote herodoto herodotus hesiode \
     hesiodo hesiodos hesychius hipocrates hippocrate hippocrates hippokrates homer homere homero homeros horace horacio \
     horatius horaz iosephus ippocrate isocrate isocrates isokrates jenofonte josephe josephus juvenal juvenalis laerce \
     laertius laerzio livio livius livy lucain lucanus lucianus lucrece lucrecio lucretius lucrezio lukian lukrez macrobe \
     macrobio macrobius martialis marziale menander menandre menandro nepos omero orazio ovide ovidio ovidius pausanias \
     persius petrone petronio petronius phaedrus philo philon philostrate philostratus pindar pindare pindaro pindaros \
     platao plato platon platone plaute plauto plautus pline plinio plinius pliny plotin plotino plotinus plutarch \
     plutarchos plutarchus plutarco plutarque polibio pollux polybe polybios polybius porphyre porphyrius porphyry procope \
     procopio procopius prokop properce propertius properzio ptolemaeus ptolemee ptolemy ptolomeo quintilian quintiliano \
     quintilianus quintilien salluste sallustio sallustius salustio seneca seneque senofonte servius sofocle sofocles \
     sophocle sophocles sophokles stace statius stazio strabo strabon strabone sueton suetone suetonio suetonius suidas \
     svetonio tacite tacito tacitus teocrito teofrasto terentius terenz terenzio tertullian tertullianus tertullien \
     theocrite theocritus theognis theokrit theophrast theophraste theophrastus thucydide thucydides thukydides tibull \
     tibullus titelive tolomeo tucidide tucidides valeremaxime valerius varro varron varrone vegetius velleius vergil \
     vergilius virgil virgile virgilio vitruve vitruvio vitruvius xenofonte xenophon zosime zosimo zosimus",
    ),
    (
        SHORTENED,
        "aelian aesch amm apul ar arist aristoph aristot athen aug caes cass cat catull cic dem demosth dio diod diog dion \
     epict eur eurip eus euseb gell hdt herod hes hesiod hom hor horat isid isoc isocr iuv jos joseph juv liv luc lucan \
     lucr lys mart nep ov ovid paus pers petron philo philostr pind pl plat plaut plb plin plot plut polyb prop propert \
     quint quintil sall sallust sen soph stat strab suet tac ter tert tertull theocr theophr thuc tib val varr varro verg \
     virg vitr xen xenoph zosim",
    ),
];

static ANTIQUITY: LazyLock<ByHash<Antiquity>> = LazyLock::new(|| kinds_by_word(TABLE.iter().copied()));

/// What a folded word may be the name of, by its hash.
pub(super) fn antiquity(folded: u32) -> Antiquity {
    ANTIQUITY.get(&folded).copied().unwrap_or_default()
}

/// True if a folded word names or shortens a book of Scripture.
pub(crate) fn is_scripture(folded: &str) -> bool {
    antiquity(hash_bytes(folded.as_bytes())) & SCRIPTURE != 0
}

/// True if a folded word shortens the name of an author of antiquity.
pub(crate) fn is_shortened_author(folded: &str) -> bool {
    antiquity(hash_bytes(folded.as_bytes())) & SHORTENED != 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_may_be_a_book_and_an_author() {
        assert!(is_scripture("jos") && is_shortened_author("jos"));
        assert!(is_scripture("matteo") && !is_shortened_author("matteo"));
        assert!(!is_scripture("robinson") && !is_shortened_author("herodotus"));
    }

    #[test]
    fn names_are_written_folded() {
        let folded = |word: &str| word.chars().all(|c| c.is_alphabetic() && !c.is_uppercase());
        assert!(TABLE.iter().all(|(_, words)| words.split_whitespace().all(folded)));
    }
}
