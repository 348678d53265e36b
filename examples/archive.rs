//! Writes the styles and languages of hayagriva's archive into one file, which a build without the feature `archive` loads:
//!
//!     cargo run --example archive -- styles.bin

fn main() -> std::io::Result<()> {
    let path = std::env::args().nth(1).unwrap_or_else(|| "styles.bin".to_owned());
    std::fs::write(path, ibid::render::pack_archive())
}
