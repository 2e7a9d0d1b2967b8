;;; probe.el --- Emacs with eglot over stdio -*- lexical-binding: t -*-
;; Diagnostics, hover, inlay hints, a fix. Prints `ok NAME' or `FAILED NAME: why'.

(require 'eglot)
(require 'cl-lib)

(defun probe-report (name run)
  "Call RUN and print what became of NAME."
  (condition-case problem
      (progn (funcall run) (princ (format "ok %s\n" name)))
    (error (princ (format "FAILED %s: %s\n" name
                          (replace-regexp-in-string "\n" " " (error-message-string problem)))))))

(defun probe-until (seconds holds)
  "Wait until HOLDS gives something, at most SECONDS; give that."
  (let ((end (+ (float-time) seconds)) (result nil))
    (while (and (not (setq result (funcall holds))) (< (float-time) end))
      (accept-process-output nil 0.1))
    (or result (error "Waited in vain"))))

(define-derived-mode probe-mode prog-mode "TypeScript")
(put 'probe-mode 'eglot-language-id "typescript")
(add-to-list 'eglot-server-programs '(probe-mode . ("node" "/e2e/extension/dist/server.js" "--stdio")))
(setq eglot-sync-connect 30)

(find-file "/e2e/workspace/pinned.ts")
(probe-mode)
(apply #'eglot--connect (eglot--guess-contact))
(eglot--maybe-activate-editing-mode)

(defun probe-ask (method &rest more)
  "Ask METHOD about the document, with MORE parameters."
  (jsonrpc-request (eglot--current-server-or-lose) method
                   (append (list :textDocument (eglot--TextDocumentIdentifier)) more) :timeout 40))

(defvar probe-at '(:line 4 :character 16))
(defvar probe-all '(:start (:line 0 :character 0) :end (:line 8 :character 0)))

(probe-report "diagnostics are pushed"
  (lambda ()
    (flymake-mode 1)
    (flymake-start)
    (probe-until 40 (lambda () (flymake-start) (flymake-diagnostics)))))

(probe-report "hovers tell shapes"
  (lambda ()
    (let ((text (format "%S" (probe-ask :textDocument/hover :position probe-at))))
      (unless (string-search "x0, x1" text) (error "%s" text)))))

(probe-report "inlay hints are given"
  (lambda ()
    (unless (> (length (probe-ask :textDocument/inlayHint :range probe-all)) 0) (error "None came"))))

(probe-report "fixes are applied"
  (lambda ()
    (let* ((actions (probe-ask :textDocument/codeAction
                               :range (list :start probe-at :end probe-at) :context '(:diagnostics [])))
           (fix (cl-find "Replace 32 by x.shape[0]" actions
                         :key (lambda (one) (plist-get one :title)) :test #'equal)))
      (unless fix (error "Not offered"))
      (eglot--apply-workspace-edit (plist-get fix :edit) last-command)
      (goto-char (point-min))
      (search-forward "tf.zeros([x.shape[0], 1])"))))

(kill-emacs 0)
