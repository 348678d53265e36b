;;; ibid.el --- Footnotes checked by the server of ibid -*- lexical-binding: t -*-

;; Emacs 28 with eglot (in Emacs 29 eglot comes along): load this file, or put its form into your init file.

(defvar ibid-program "ibid" "The program ibid.")

(with-eval-after-load 'eglot
  (add-to-list 'eglot-server-programs
               `((markdown-mode gfm-mode html-mode mhtml-mode latex-mode tex-mode org-mode rst-mode text-mode)
                 . (,ibid-program "server"))))

(provide 'ibid)
;;; ibid.el ends here
