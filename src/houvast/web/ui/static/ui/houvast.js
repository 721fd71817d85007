/* Houvast: small help for a page that works without it. No storage, no network, nothing typed leaves the page. */
(function () {
  "use strict";
  var d = document;
  function all(q, f) { Array.prototype.forEach.call(d.querySelectorAll(q), f); }
  function typing(t) { return t && (/^(INPUT|TEXTAREA|SELECT)$/.test(t.tagName) || t.isContentEditable); }

  all("[data-print]", function (b) {
    b.hidden = false;
    b.addEventListener("click", function () { window.print(); });
  });

  all("[data-leave]", function (a) {
    a.addEventListener("click", function (e) {
      e.preventDefault();
      d.documentElement.hidden = true;
      history.replaceState(null, "", "/");
      location.replace(a.href);
    });
  });

  all("textarea[data-count]", function (t) {
    var out = d.getElementById(t.id + "-count");
    if (!out) { return; }
    function show() { out.textContent = out.dataset.words.replace("{}", Math.max(0, t.dataset.count - t.value.length)); }
    t.addEventListener("input", show);
    show();
  });

  var speech = window.speechSynthesis;
  function voice() {
    var lang = d.documentElement.lang.split("-")[0];
    return speech && speech.getVoices().filter(function (v) { return v.lang.split(/[-_]/)[0] === lang; })[0];
  }
  function offer() {
    all("[data-read]", function (b) {
      b.hidden = !voice();
      b.onclick = function () {
        var was = speech.speaking, u = new SpeechSynthesisUtterance(d.getElementById("inhoud").innerText);
        speech.cancel();
        if (!was) { u.voice = voice(); u.lang = u.voice.lang; speech.speak(u); }
      };
    });
  }
  if (speech) { offer(); speech.onvoiceschanged = offer; }

  all("form[method=post]", function (f) {
    f.addEventListener("submit", function () {
      var b = f.querySelector("[data-busy]");
      if (b) { setTimeout(function () { b.querySelector("span").textContent = b.dataset.busy; }, 1000); }
    });
  });

  all("[data-colour]", function (i) {
    i.addEventListener("input", function () { i.previousElementSibling.firstElementChild.setAttribute("fill", i.value || "none"); });
  });

  all("details.app-langmenu", function (m) {
    d.addEventListener("keydown", function (e) { if (e.key === "Escape" && m.open) { m.open = false; m.firstElementChild.focus(); } });
  });

  if (d.body.hasAttribute("data-shortcuts")) {
    d.addEventListener("keydown", function (e) {
      if (e.ctrlKey || e.metaKey || e.altKey || typing(e.target)) { return; }
      var rows = Array.prototype.slice.call(d.querySelectorAll("[data-row]")), at = rows.indexOf(d.activeElement), go = null;
      if (e.key === "ArrowDown" || e.key === "j") { go = rows[at + 1] || rows[0]; }
      if (e.key === "ArrowUp" || e.key === "k") { go = rows[at < 1 ? 0 : at - 1]; }
      if (e.key === "/") { go = d.querySelector("[data-search]"); }
      var key = d.querySelector('[data-key="' + (window.CSS ? CSS.escape(e.key) : "") + '"]');
      if (go) { e.preventDefault(); go.focus(); } else if (key) { e.preventDefault(); key.click(); }
    });
  }
}());
