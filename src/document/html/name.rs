//! The elements and attributes that mean something for notes. All others are one.

/// What an element is to a reader.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ElementRole {
    /// Not shown: scripts, styles, the head of the page.
    Hidden,
    /// A block: paragraphs, divisions, cells.
    Block,
    /// A heading of some rank.
    Heading(u8),
    /// A list item.
    Item,
    /// A list.
    List,
    /// A line across the page.
    Rule,
    /// A line break.
    Break,
    /// Preformatted text.
    Pre,
    /// Code or mathematics.
    Code,
    /// Italics.
    Emphasis,
    /// Bold.
    Strong,
    /// Raised text.
    Raised,
    /// A link or an anchor.
    Anchor,
    /// Anything within a line.
    Inline,
}

macro_rules! tags {
    ($($tag:ident $text:literal $role:expr;)*) => {
        /// An element by name.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub(super) enum Tag { Text, Other, $($tag),* }

        impl Tag {
            /// The element of a name, in lower case.
            pub(super) fn of(name: &[u8]) -> Tag {
                $(if name == $text { return Tag::$tag; })*
                Tag::Other
            }

            pub(super) fn role(self) -> ElementRole {
                match self {
                    Tag::Text | Tag::Other => ElementRole::Inline,
                    $(Tag::$tag => $role),*
                }
            }
        }
    };
}

tags! {
    A b"a" ElementRole::Anchor;
    P b"p" ElementRole::Block;
    Div b"div" ElementRole::Block;
    Span b"span" ElementRole::Inline;
    Sup b"sup" ElementRole::Raised;
    Sub b"sub" ElementRole::Inline;
    Li b"li" ElementRole::Item;
    Br b"br" ElementRole::Break;
    I b"i" ElementRole::Emphasis;
    Em b"em" ElementRole::Emphasis;
    Cite b"cite" ElementRole::Emphasis;
    Italic b"italic" ElementRole::Emphasis;
    Emphasis b"emphasis" ElementRole::Emphasis;
    Citetitle b"citetitle" ElementRole::Emphasis;
    B b"b" ElementRole::Strong;
    Strong b"strong" ElementRole::Strong;
    Ol b"ol" ElementRole::List;
    Ul b"ul" ElementRole::List;
    Td b"td" ElementRole::Block;
    Th b"th" ElementRole::Block;
    Tr b"tr" ElementRole::Block;
    Table b"table" ElementRole::Block;
    H1 b"h1" ElementRole::Heading(1);
    H2 b"h2" ElementRole::Heading(2);
    H3 b"h3" ElementRole::Heading(3);
    H4 b"h4" ElementRole::Heading(4);
    H5 b"h5" ElementRole::Heading(5);
    H6 b"h6" ElementRole::Heading(6);
    Hr b"hr" ElementRole::Rule;
    Pre b"pre" ElementRole::Pre;
    Code b"code" ElementRole::Code;
    Kbd b"kbd" ElementRole::Code;
    Samp b"samp" ElementRole::Code;
    Tt b"tt" ElementRole::Code;
    Math b"math" ElementRole::Code;
    Svg b"svg" ElementRole::Hidden;
    Script b"script" ElementRole::Hidden;
    Style b"style" ElementRole::Hidden;
    Head b"head" ElementRole::Hidden;
    Title b"title" ElementRole::Hidden;
    Template b"template" ElementRole::Hidden;
    Textarea b"textarea" ElementRole::Hidden;
    Select b"select" ElementRole::Hidden;
    Option b"option" ElementRole::Hidden;
    Noscript b"noscript" ElementRole::Block;
    Meta b"meta" ElementRole::Hidden;
    Link b"link" ElementRole::Hidden;
    Input b"input" ElementRole::Inline;
    Img b"img" ElementRole::Inline;
    Label b"label" ElementRole::Inline;
    Section b"section" ElementRole::Block;
    Article b"article" ElementRole::Block;
    Aside b"aside" ElementRole::Block;
    Main b"main" ElementRole::Block;
    Nav b"nav" ElementRole::Block;
    Header b"header" ElementRole::Block;
    Footer b"footer" ElementRole::Block;
    Figure b"figure" ElementRole::Block;
    Figcaption b"figcaption" ElementRole::Block;
    Blockquote b"blockquote" ElementRole::Block;
    Address b"address" ElementRole::Block;
    Details b"details" ElementRole::Block;
    Summary b"summary" ElementRole::Block;
    Center b"center" ElementRole::Block;
    Form b"form" ElementRole::Block;
    Dl b"dl" ElementRole::Block;
    Dt b"dt" ElementRole::Block;
    Dd b"dd" ElementRole::Item;
    Body b"body" ElementRole::Block;
    Html b"html" ElementRole::Block;
    Small b"small" ElementRole::Inline;
    Font b"font" ElementRole::Inline;
    Xref b"xref" ElementRole::Anchor;
    Ref b"ref" ElementRole::Anchor;
    Noteref b"noteref" ElementRole::Anchor;
    Fn b"fn" ElementRole::Item;
    Note b"note" ElementRole::Inline;
    Footnote b"footnote" ElementRole::Inline;
    Footnoteref b"footnoteref" ElementRole::Inline;
    Description b"description" ElementRole::Hidden;
    Binary b"binary" ElementRole::Hidden;
    Para b"para" ElementRole::Block;
    Simpara b"simpara" ElementRole::Block;
    DFootnote b"d-footnote" ElementRole::Inline;
    DtFn b"dt-fn" ElementRole::Inline;
}

impl Tag {
    /// Elements that have no content and no end tag.
    pub(super) fn is_void(self) -> bool {
        matches!(self, Tag::Br | Tag::Hr | Tag::Img | Tag::Input | Tag::Meta | Tag::Link)
    }

    /// True if HTML lets one leave out the end tag.
    pub(super) fn may_stay_open(self) -> bool {
        let is_cell = matches!(self, Tag::Tr | Tag::Td | Tag::Th);
        self.is_void()
            || is_cell
            || matches!(self, Tag::Html | Tag::Head | Tag::Body | Tag::P | Tag::Li | Tag::Dt | Tag::Dd)
    }

    /// Whether the element breaks the line of text.
    pub(super) fn is_block(self) -> bool {
        matches!(
            self.role(),
            ElementRole::Block
                | ElementRole::Heading(_)
                | ElementRole::Item
                | ElementRole::List
                | ElementRole::Pre
                | ElementRole::Rule
        )
    }
}

macro_rules! attributes {
    ($($attribute:ident $text:literal;)*) => {
        /// An attribute by name.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub(super) enum Attribute { $($attribute),* }

        impl Attribute {
            /// The attribute of a name, in lower case, if a reader or writer of pages looks at it.
            pub(super) fn of(name: &[u8]) -> Option<Attribute> {
                $(if name == $text { return Some(Attribute::$attribute); })*
                // `xlink:href` of XML, whatever prefix it has.
                name.ends_with(b":href").then_some(Attribute::Href)
            }
        }
    };
}

attributes! {
    Id b"id";
    XmlId b"xml:id";
    Name b"name";
    Href b"href";
    Class b"class";
    Role b"role";
    EpubType b"epub:type";
    DataType b"data-type";
    Rel b"rel";
    For b"for";
    Rid b"rid";
    Idref b"idref";
    Target b"target";
    RefType b"ref-type";
    Style b"style";
    Title b"title";
    Onclick b"onclick";
    DataFn b"data-fn";
    DataMfn b"data-mfn";
    DataFootnoteId b"data-footnote-id";
    DataFootnoteRef b"data-footnote-ref";
    DataFootnoteBackref b"data-footnote-backref";
    DataFootnoteBackrefIndex b"data-footnote-backref-idx";
    DataComponent b"data-component-name";
    AriaDescribedby b"aria-describedby";
    AriaControls b"aria-controls";
    PopoverTarget b"popovertarget";
    Start b"start";
    Value b"value";
    Lang b"lang";
    XmlLang b"xml:lang";
    Content b"content";
    Src b"src";
    Alt b"alt";
    Colspan b"colspan";
    Rowspan b"rowspan";
    Place b"place";
    Hidden b"hidden";
    DataNote b"data-note";
    DataFootnote b"data-footnote";
    DataFootnoteContent b"data-footnote-content";
    DataFootnoteText b"data-footnote-text";
    DataContent b"data-content";
    DataBsContent b"data-bs-content";
    DataTippyContent b"data-tippy-content";
    DataTooltip b"data-tooltip";
    DataTip b"data-tip";
    DataOriginalTitle b"data-original-title";
    DataText b"data-text";
    Linkend b"linkend";
    Type b"type";
    N b"n";
}
