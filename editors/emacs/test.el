;;; test.el --- Drives Emacs against the server -*- lexical-binding: t -*-

(require 'eglot)
(load (expand-file-name "ibid.el" (file-name-directory load-file-name)) nil t)

(defvar ibid-failures 0)

(defun ibid-expect (name condition got)
  "Say whether CONDITION, named NAME, holds; GOT is what there was."
  (message "%s %s%s" (if condition "ok  " "FAIL") name (if condition "" (format ": %S" got)))
  (unless condition (setq ibid-failures (1+ ibid-failures))))

(defun ibid-wait (condition)
  "Wait until CONDITION holds."
  (let ((end (+ (float-time) 30)))
    (while (and (not (funcall condition)) (< (float-time) end))
      (accept-process-output nil 0.1))))

(setq ibid-program (or (getenv "IBID") "ibid")
      eglot-connect-timeout 60
      eglot-sync-connect 60)
(push (list 'text-mode ibid-program "server") eglot-server-programs)

(find-file (getenv "IBID_POST"))
(text-mode)
(setq-local eglot-send-changes-idle-time 0)
(apply #'eglot (eglot--guess-contact))
(ibid-expect "the client attaches" (eglot-managed-p) nil)
(flymake-start)
(ibid-wait (lambda () (flymake-diagnostics)))
(let ((texts (mapcar #'flymake-diagnostic-text (flymake-diagnostics))))
  (ibid-expect "diagnostics" (and texts (string-match-p "renumber\\|number\\|note" (car texts))) texts))

(goto-char (point-min))
(search-forward "Ibid., 7")
(goto-char (match-beginning 0))
(let* ((hover (jsonrpc-request (eglot-current-server) :textDocument/hover (eglot--TextDocumentPositionParams)))
       (value (plist-get (plist-get hover :contents) :value)))
  (ibid-expect "hover on Ibid." (and value (string-prefix-p "**note 1**, 1 note back, page 7" value)) hover))

(call-interactively #'xref-find-definitions)
(ibid-expect "definition" (string-match-p "Lucy Wells" (thing-at-point 'line)) (thing-at-point 'line))

(let ((actions (eglot-code-actions (point-min) (1+ (point-min)) "source.fixAll.ibid")))
  (ibid-expect "all safe fixes are offered" (= 1 (length actions)) actions)
  (when (> (length actions) 0)
    (eglot--apply-workspace-edit (plist-get (seq-elt actions 0) :edit))))
(ibid-expect "all safe fixes" (string-prefix-p "One.[^1] Two.[^2] Three.[^3]" (buffer-string)) (buffer-string))

(set-buffer-modified-p nil)
(kill-emacs (if (= ibid-failures 0) 0 1))
