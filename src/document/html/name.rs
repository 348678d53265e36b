//! The elements and attributes that mean something for notes. All others are one.

/// What an element is to a reader.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
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

            pub(super) fn role(self) -> Role {
                match self {
                    Tag::Text | Tag::Other => Role::Inline,
                    $(Tag::$tag => $role),*
                }
            }
        }
    };
}

tags! {
    A b"a" Role::Anchor;
    P b"p" Role::Block;
    Div b"div" Role::Block;
    Span b"span" Role::Inline;
    Sup b"sup" Role::Raised;
    Sub b"sub" Role::Inline;
    Li b"li" Role::Item;
    Br b"br" Role::Break;
    I b"i" Role::Emphasis;
    Em b"em" Role::Emphasis;
    Cite b"cite" Role::Emphasis;
    Italic b"italic" Role::Emphasis;
    B b"b" Role::Strong;
    Strong b"strong" Role::Strong;
    Ol b"ol" Role::List;
    Ul b"ul" Role::List;
    Td b"td" Role::Block;
    Th b"th" Role::Block;
    Tr b"tr" Role::Block;
    Table b"table" Role::Block;
    H1 b"h1" Role::Heading(1);
    H2 b"h2" Role::Heading(2);
    H3 b"h3" Role::Heading(3);
    H4 b"h4" Role::Heading(4);
    H5 b"h5" Role::Heading(5);
    H6 b"h6" Role::Heading(6);
    Hr b"hr" Role::Rule;
    Pre b"pre" Role::Pre;
    Code b"code" Role::Code;
    Kbd b"kbd" Role::Code;
    Samp b"samp" Role::Code;
    Tt b"tt" Role::Code;
    Math b"math" Role::Code;
    Svg b"svg" Role::Hidden;
    Script b"script" Role::Hidden;
    Style b"style" Role::Hidden;
    Head b"head" Role::Hidden;
    Title b"title" Role::Hidden;
    Template b"template" Role::Hidden;
    Textarea b"textarea" Role::Hidden;
    Select b"select" Role::Hidden;
    Option b"option" Role::Hidden;
    Noscript b"noscript" Role::Block;
    Meta b"meta" Role::Hidden;
    Link b"link" Role::Hidden;
    Input b"input" Role::Inline;
    Img b"img" Role::Inline;
    Label b"label" Role::Inline;
    Section b"section" Role::Block;
    Article b"article" Role::Block;
    Aside b"aside" Role::Block;
    Main b"main" Role::Block;
    Nav b"nav" Role::Block;
    Header b"header" Role::Block;
    Footer b"footer" Role::Block;
    Figure b"figure" Role::Block;
    Figcaption b"figcaption" Role::Block;
    Blockquote b"blockquote" Role::Block;
    Address b"address" Role::Block;
    Details b"details" Role::Block;
    Summary b"summary" Role::Block;
    Center b"center" Role::Block;
    Form b"form" Role::Block;
    Dl b"dl" Role::Block;
    Dt b"dt" Role::Block;
    Dd b"dd" Role::Item;
    Body b"body" Role::Block;
    Html b"html" Role::Block;
    Small b"small" Role::Inline;
    Font b"font" Role::Inline;
    Xref b"xref" Role::Anchor;
    Ref b"ref" Role::Anchor;
    Noteref b"noteref" Role::Anchor;
    Fn b"fn" Role::Item;
    Note b"note" Role::Inline;
    Footnote b"footnote" Role::Inline;
    DFootnote b"d-footnote" Role::Inline;
    DtFn b"dt-fn" Role::Inline;
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
        matches!(self.role(), Role::Block | Role::Heading(_) | Role::Item | Role::List | Role::Pre | Role::Rule)
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
                None
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
    N b"n";
}
