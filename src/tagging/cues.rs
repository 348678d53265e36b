//! Words that say what stands beside them, in seven languages and, in part, in those of other scripts. Data: add a word where it belongs.

use std::sync::LazyLock;

use super::hash::{ByHash, kinds_by_word};

/// A set of kinds of cue, one bit each.
pub(super) type Cues = u64;

macro_rules! kinds {
    ($($name:ident $words:literal)*) => {
        /// The kinds, by bit.
        #[derive(Clone, Copy)]
        enum Kind { $($name,)* }

        /// The cue words of each kind: folded (lower case, no accents, no punctuation), apart by blanks.
        const TABLE: &[(Kind, &str)] = &[$((Kind::$name, $words),)*];
    };
}

kinds! {
    Editor "ed eds edd edit edited editor editors editeur editeurs editrice hg hgg hrsg hrsgg herausgegeben herausgeber herausgeberin \
        dir dirs direction directeur sous coord coords coordinador coordinadores coordonne coordenacao org orgs organizador organizacao \
        cura curatore curatori curato curata acd redacteur redacteuren redaktor redaktorzy redakcja redaktionen utg utgivare udg redaktorer uredil urednik toim szerk compilador comp comps compiler compiled redactie red bezorgd onder ac \
        ред отв сост состав упоряд упор зредаг επιμ επιμελεια עורך עורכת עורכים תחרير تحرير إعداد تحقيق"
    Translator "trans transl translated translator translators translation trad traduction traduit traduttore traduzione tradotto traduccion \
        traducido traductor traducao tradutor tr ubers uebers ubersetzt ubersetzung vert vertaald vertaling \
        пер перевод переклад превод μτφρ μετ μεταφραση תרגם תרגמה תרגום ترجمة ترجمه"
    By "by von par di de por door da dal a c"
    In "in im dans en nel nella nei em bei aus at"
    And "and und et e y en & u i och og ed"
    Others "al alii aliae others autres altri otros outros anderen ua aa vv collab etal \
        др ін אחרים وآخرون κα"
    Page "p pp pg pgs page pages pag pags pagg pagina pagine paginas s ss seite seiten sp spalte bl blz col cols colonne fol ff f c cc \
        с стр сс σ σσ σελ עמ עמודים ص صص صفحة 頁 页 쪽 면"
    Volume "vol vols volume volumes bd bde band bande tome tomes tom t tomo tomi dl deel delen jg jahrgang jaargang vv ano annee anno an \
        том тт вып ч τ τομ τομος כרך ج مج مجلد المجلد 巻 卷 권 кн"
    Issue "no nos nr n num nums number numbers numero numeros heft h issue iss fasc fascicule fascicolo cahier livraison afl aflevering quaderno \
        номер вып выпуск випуск бр брой τχ τευχος גיליון גליון חוברת ع العدد عدد 号 期 호 제"
    Edition "ed edn edition editions auflage aufl ausgabe edizione edizioni edicion edicao druk neudruck nachdruck reprint reprinted rist \
        ristampa reimpr reimpresion reed reedition nouvelle revised rev preprint nuova \
        изд издание видання перераб доп испр стереотип ط الطبعة طبعة εκδ εκδοση מהדורה 版"
    Month "january february march april may june july august september october november december jan feb mar apr jun jul aug sep sept oct nov dec \
        januar februar marz mai juni juli oktober dezember janner dez okt janvier fevrier mars avril juin juillet aout septembre octobre novembre \
        decembre janv fevr juil gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre gen mag giu lug ago \
        set ott dic enero febrero abril mayo junio julio septiembre octubre noviembre diciembre ene abr janeiro fevereiro maio junho julho setembro \
        outubro novembro dezembro januari februari maart mei augustus mrt spring summer autumn fall winter printemps ete automne hiver fruhjahr \
        sommer herbst primavera estate autunno inverno \
        января февраля марта апреля мая июня июля августа сентября октября ноября декабря январь февраль март апрель май июнь июль август сентябрь         октябрь ноябрь декабрь січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня януари февруари април юни юли август септември         октомври ноември декември ιανουαριου φεβρουαριου μαρτιου απριλιου μαιου ιουνιου ιουλιου αυγουστου σεπτεμβριου οκτωβριου νοεμβριου δεκεμβριου         ינואר פברואר מרץ אפריל מאי יוני יולי אוגוסט ספטמבר אוקטובר נובמבר דצמבר يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر"
    NoDate "nd sd oj od sf sa forthcoming press appear erscheint prelo paraitre stampa undated"
    Thesis "thesis theses dissertation diss phd dphil doctoral doctorat doctorado doutorado these memoire habilitation habilitationsschrift tesi tesis \
        tese laurea master masters mphil msc magisterarbeit proefschrift inaugural doktorarbeit \
        дис диссертация дисертация дисертація автореф автореферат канд доктора διατριβη διδακτορικη דיסרטציה رسالة أطروحة"
    Report "report technical rapport bericht working paper papers memo memorandum discussion preprint deliverable tr informe relatorio relazione \
        arbeitspapier white draft"
    Proceedings "proceedings proc conference symposium workshop congress congres kongress convegno atti actes actas colloque colloquio tagung \
        international annual meeting seminar congreso coloquio jornadas handelingen lecture"
    Journal "journal j review rev zeitschrift zs zeits revue rivista riv revista tijdschrift quarterly annals annales annali anales archives archiv \
        bulletin boll bollettino bull jahrbuch jb studies studien studi etudes estudios transactions trans magazine letters lett cahiers quaderni \
        blatter vierteljahrschrift vierteljahrshefte mitteilungen beitrage annuaire giornale gazette zeitung forum acta archivio \
        журнал вестник вісник известия ученые записки труды вопросы списание περιοδικο כתב תרביץ ציון مجلة المجلة دورية"
    Newspaper "times post guardian tribune herald news monde figaro liberation corriere repubblica stampa pais mundo vanguardia zeit spiegel faz \
        allgemeine suddeutsche handelsblatt observer telegraph independent gazette chronicle daily morning standaard volkskrant publico folha \
        газета правда новости εφημεριδα הארץ מעריב صحيفة جريدة"
    Publisher "press verlag verl presses editions editore editori editoriale editorial ediciones editora publishers publishing publications books \
        house uitgeverij uitg libreria librairie livraria stamperia tipografia tip imprimerie impr druckerei buchhandlung sons bros & gmbh ltd inc \
        company co pup oup cup mit springer wiley elsevier routledge blackwell palgrave macmillan suhrkamp gallimard seuil laterza einaudi mulino \
        mohr siebeck beck reclam campus puf vrin brill fischer rowohlt olschki \
        издво издательство издат видавництво видво издателство εκδοσεις הוצאת מאגנס دار مطبعة منشورات مكتبة دارالنشر"
    Organisation "university universita universite universitat universidad universidade universiteit college institute institut instituto istituto \
        department ministry ministerium ministere ministero commission kommission commissione council conseil consiglio committee centre center \
        zentrum centro association gesellschaft societe societa society akademie academy academie accademia museum museo musee foundation stiftung \
        fondation fondazione office bureau agency government parliament united nations bank organisation organization union party bundesamt \
        университет университета университету університет університету институт института інститут академия академии академія πανεπιστημιο ακαδημια         אוניברסיטת האוניברסיטה מכון جامعة معهد"
    Accessed "accessed retrieved consulted consulte consultato consultado acesso abgerufen zugriff aufgerufen geraadpleegt visited lastaccessed \
        letzter zuletzt stand verified viewed \
        обращения звернення προσβαση נדלה"
    Online "url urls doi available online http https www web website internet verfugbar disponible ligne linea disponivel disponibile en from \
        режим доступа доступу электронный електронний ресурс"
    Ibid "ibid ibidem ebd ebda ebenda ivi id idem eadem ead ders dies dieselbe derselbe tamze aldaar"
    OpCit "op cit cite cited loc art ob opcit loccit aao aa o ouvr zit ocit citato"
    See "see cf compare vgl vergl vergleiche siehe voir voy voyez cfr vedi veggasi vease ver veja vide vid zie verg jfr zob srov also auch but contra accord eg sehe vid conf compare aussi anche s \
        см ср див βλ ראה انظر"
    NoteNumber "n nn note notes nota note anm anmerkung fn fussnote supra infra above below footnote noot cit oben unten"
    Archive "archive archives archivio archiv archivo arquivo archief ms mss msc manuscript manuscrit manoscritto handschrift fol folio fols busta b \
        bb buste reg registro fonds fondo bestand box folder file filza carton serie series sign cod codex bibl biblioteca bibliotheque bibliothek \
        library asv bnf tna fo hs nl nachlass papers collection letter lettre lettera brief akte akten dossier legajo leg inv toegang record records \
        ргада гарф рги рга цдиа цдіак ф оп спр арх архив архів αρχειο ארכיון أرشيف"
    Law "v vs court act acts law code statute section sec art arts article artikel abs satz bgb stgb gg zpo bverfge bghz eu ec eugh egmr cass bgh \
        urteil urt beschl beschluss decision judgment directive regulation richtlinie verordnung loi decret legge decreto ley real wet arrest \
        hr us usc sct wlr ac qb all er ewca ewhc uksc ukhl cir supp amendment gesetz bgbl"
    Medium "dvd cd film video print vhs podcast episode directed director produced producer dir regie broadcast television radio interview \
        entretien intervista gesprach song album"
    Follow "f ff sq sqq seq seqq ss sgg segg passim et suiv sv vv"
    Series "series ser reihe collection coll collana coleccion colecao reeks schriften schriftenreihe abhandlungen bibliotheca sammlung biblioteca \
        сер серия серія σειρα סדרה سلسلة"
    Review "review recension rezension rez recensione resena compte rendu cr besprechung of zu"
    Chapter "chapter ch chap kapitel kap chapitre capitolo capitulo cap hoofdstuk part teil partie parte sect para paragraph lib book entry sv"
    Particle "von van de der den di du da del della des dos d la le ter ten zu zur vom"
    Suffix "jr sr ii iii iv esq sj op osb phd md"
    Function "the of on for to with from its a an der die das des dem den und fur uber zur zum mit vom eine einer la le les du des sur pour par au aux \
        il lo gli dei delle della del nel per con su una uno el los las para por con sobre una o os as no na dos das het een van voor over met op"
}

static CUES: LazyLock<ByHash<Cues>> =
    LazyLock::new(|| kinds_by_word(TABLE.iter().map(|(kind, words)| (1 << *kind as u32, *words))));

/// What a folded word announces, by its hash.
pub(super) fn cues(folded: u32) -> Cues {
    CUES.get(&folded).copied().unwrap_or_default()
}

/// Kinds whose full stop is that of an abbreviation.
pub(super) const ABBREVIATED: Cues = bits(&[
    Kind::Editor,
    Kind::Translator,
    Kind::Page,
    Kind::Volume,
    Kind::Issue,
    Kind::Month,
    Kind::OpCit,
    Kind::NoteNumber,
    Kind::See,
]);

/// Kinds that tell what a stretch between two stops is.
pub(super) const TELLING: Cues = bits(&[
    Kind::Editor,
    Kind::Translator,
    Kind::Thesis,
    Kind::Report,
    Kind::Proceedings,
    Kind::Journal,
    Kind::Newspaper,
    Kind::Publisher,
    Kind::Organisation,
    Kind::Accessed,
    Kind::Archive,
    Kind::Law,
    Kind::Series,
    Kind::Edition,
    Kind::Others,
]);

/// "In" and its like.
pub(super) const IN: Cues = bits(&[Kind::In]);
/// "ed.", "Hrsg.".
pub(super) const EDITOR: Cues = bits(&[Kind::Editor]);
/// "p.", "S.".
pub(super) const PAGE: Cues = bits(&[Kind::Page]);
/// "Journal", "Times" and their like.
pub(super) const PERIODICAL: Cues = bits(&[Kind::Journal, Kind::Newspaper, Kind::Proceedings]);
/// "Press", "University".
pub(super) const PUBLISHER: Cues = bits(&[Kind::Publisher, Kind::Organisation]);
/// Articles and prepositions.
pub(super) const FUNCTION: Cues = bits(&[Kind::Function]);

const fn bits(kinds: &[Kind]) -> Cues {
    let mut bits = 0;
    let mut at = 0;
    while at < kinds.len() {
        bits |= 1 << kinds[at] as u32;
        at += 1;
    }
    bits
}

#[cfg(test)]
mod tests {
    use super::super::hash::hash_bytes;
    use super::*;

    #[test]
    fn a_word_may_announce_several_things() {
        let cues = |word: &str| cues(hash_bytes(word.as_bytes()));
        assert_ne!(cues("ed") & EDITOR, 0);
        assert_ne!(cues("ed") & bits(&[Kind::Edition]), 0);
        assert_eq!(cues("robinson"), 0);
    }

    #[test]
    fn cue_words_are_written_folded() {
        let folded = |word: &str| word.chars().all(|c| c == '&' || c.is_alphabetic() && !c.is_uppercase());
        assert!(TABLE.iter().all(|(_, words)| words.split_whitespace().all(folded)));
    }
}
