class Ibid < Formula
  desc "Reads footnotes: pairs markers with notes, parses references, resolves ibid"
  homepage "https://github.com/ibid-footnotes/ibid"
  version "@version@"
  license any_of: ["MIT", "Apache-2.0"]

  on_macos do
    on_arm do
      url "https://github.com/ibid-footnotes/ibid/releases/download/v@version@/ibid-v@version@-aarch64-apple-darwin.tar.gz"
      sha256 "@aarch64-apple-darwin.tar.gz@"
    end
    on_intel do
      url "https://github.com/ibid-footnotes/ibid/releases/download/v@version@/ibid-v@version@-x86_64-apple-darwin.tar.gz"
      sha256 "@x86_64-apple-darwin.tar.gz@"
    end
  end

  on_linux do
    on_arm do
      url "https://github.com/ibid-footnotes/ibid/releases/download/v@version@/ibid-v@version@-aarch64-unknown-linux-musl.tar.gz"
      sha256 "@aarch64-unknown-linux-musl.tar.gz@"
    end
    on_intel do
      url "https://github.com/ibid-footnotes/ibid/releases/download/v@version@/ibid-v@version@-x86_64-unknown-linux-musl.tar.gz"
      sha256 "@x86_64-unknown-linux-musl.tar.gz@"
    end
  end

  def install
    bin.install "ibid"
    generate_completions_from_executable(bin/"ibid", "completions")
    (man1/"ibid.1").write Utils.safe_popen_read(bin/"ibid", "man")
  end

  test do
    (testpath/"post.md").write "A claim.[^2]\n\n[^1]: Robinson, 3.\n"
    assert_match "there is no note 2", shell_output("#{bin}/ibid check --format concise post.md", 1)
  end
end
