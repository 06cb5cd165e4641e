(() => {
  "use strict";
  const all = (selector, within = document) => Array.from(within.querySelectorAll(selector));
  const root = document.documentElement, nav = document.querySelector("nav");
  const input = document.querySelector("input[type=search]"), told = document.querySelector(".found");
  const cover = document.querySelector(".cover"), chapters = all("details.chapter");
  const kept = (name, value) => {
    try {
      return value === undefined ? localStorage.getItem(name) : localStorage.setItem(name, value);
    } catch { return null; }
  };

  // Looking for words: every unit (paragraph, item, row, box) that has them all stays, the rest is hidden.
  const units = all(".chapter .u").map(node => ({ node, text: node.textContent.toLowerCase(), chapter: node.closest("details") }));
  const opened = new Set();
  const rank = node => (/^H[3-5]$/.test(node.tagName) ? Number(node.tagName[1]) : 9);
  const has = (text, words) => words.every(word => text.includes(word));
  // A heading that has the words brings its whole section.
  const titled = words => {
    const tops = new Set();
    all(".chapter .h").filter(head => has(head.textContent.toLowerCase(), words)).forEach(head => {
      for (let one = head.nextElementSibling; one && rank(one) > rank(head); one = one.nextElementSibling) tops.add(one);
    });
    return tops;
  };
  const top = unit => {
    let node = unit.node;
    while (node.parentElement !== unit.chapter) node = node.parentElement;
    return node;
  };
  const matches = words => {
    const tops = titled(words);
    return units.filter(unit => has(unit.text, words) || tops.has(top(unit)));
  };
  const clear = () => {
    all(".chapter [hidden]").concat(chapters).forEach(node => { node.hidden = false; });
    chapters.forEach(chapter => { chapter.open = opened.has(chapter); });
    told.textContent = "";
    cover.hidden = false;
    if (window.CSS && CSS.highlights) CSS.highlights.delete("found");
  };
  const above = node => {
    const parts = new Set([node]);
    for (let one = node.parentElement; one && !one.matches("details"); one = one.parentElement) parts.add(one);
    return parts;
  };
  const find = words => {
    const found = matches(words), shown = new Set(), inside = new Set();
    found.forEach(unit => {
      above(unit.node).forEach(node => shown.add(node));
      inside.add(unit.chapter);
      // The headings it stands under stay too.
      let level = 9;
      for (let one = top(unit).previousElementSibling; one && level > 3; one = one.previousElementSibling) {
        if (rank(one) < level) { shown.add(one); level = rank(one); }
      }
      for (let one = unit.node.previousElementSibling; one && unit.node.tagName === "TBODY"; one = one.previousElementSibling) {
        if (one.matches(".band")) { shown.add(one); break; }
      }
    });
    units.forEach(unit => { unit.node.hidden = !shown.has(unit.node) && !unit.node.parentElement.closest(".u:not([hidden])"); });
    all(".chapter .band").forEach(band => { band.hidden = !shown.has(band); });
    cover.hidden = true;
    chapters.forEach(chapter => {
      chapter.hidden = !inside.has(chapter);
      chapter.open = inside.has(chapter);
      for (const node of chapter.children) if (node.tagName !== "SUMMARY") node.hidden = !shown.has(node);
    });
    told.textContent = found.length ? `找到 ${found.length} 处，在 ${inside.size} 章` : "没有找到。换一个说法，或者只写一两个字。";
    mark(found.slice(0, 400), words);
  };
  const mark = (found, words) => {
    if (!window.CSS || !CSS.highlights || !window.Highlight) return;
    const ranges = [];
    found.forEach(unit => {
      const walker = document.createTreeWalker(unit.node, NodeFilter.SHOW_TEXT);
      while (walker.nextNode()) {
        const text = walker.currentNode.data.toLowerCase();
        words.forEach(word => {
          for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + word.length)) {
            const range = new Range();
            range.setStart(walker.currentNode, at);
            range.setEnd(walker.currentNode, at + word.length);
            ranges.push(range);
          }
        });
      }
    });
    CSS.highlights.set("found", new Highlight(...ranges.slice(0, 3000)));
  };
  let waiting = 0;
  input.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => {
      const words = input.value.toLowerCase().split(/\s+/).filter(Boolean);
      if (words.length) find(words); else clear();
    }, 120);
  });
  chapters.forEach(chapter => chapter.addEventListener("toggle", () => {
    if (input.value.trim()) return;
    if (chapter.open) opened.add(chapter); else opened.delete(chapter);
  }));

  // A link opens the chapter it leads into.
  const go = () => {
    const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target) return;
    if (input.value) { input.value = ""; clear(); }
    const chapter = target.closest("details");
    if (chapter) { chapter.open = true; opened.add(chapter); }
    target.scrollIntoView();
  };
  window.addEventListener("hashchange", go);

  const copy = async button => {
    const words = button.dataset.words;
    try {
      await navigator.clipboard.writeText(words);
    } catch {
      const area = document.createElement("textarea");
      area.value = words;
      document.body.append(area);
      area.select();
      document.execCommand("copy");
      area.remove();
    }
    button.textContent = "已复制";
    setTimeout(() => { button.textContent = "复制"; }, 1500);
  };
  const dark = () => root.dataset.look === "dark" || (!root.dataset.look && matchMedia("(prefers-color-scheme: dark)").matches);
  const contents = open => {
    nav.classList.toggle("open", open);
    document.querySelector("[data-does=contents]").setAttribute("aria-expanded", String(nav.classList.contains("open")));
  };
  const does = {
    contents: () => contents(),
    dark: () => { root.dataset.look = dark() ? "light" : "dark"; kept("look", root.dataset.look); },
    all: button => {
      const open = chapters.some(chapter => !chapter.open);
      chapters.forEach(chapter => { chapter.open = open; });
      button.textContent = open ? "全部收起" : "全部展开";
    },
    copy,
  };
  document.addEventListener("click", event => {
    const button = event.target.closest("[data-does]");
    if (button) does[button.dataset.does](button);
    else if (!event.target.closest("nav") || event.target.closest("nav a")) contents(false);
    // The same place once more leads there once more.
    const link = event.target.closest("a[href^='#']");
    if (link && link.getAttribute("href") === location.hash) go();
  });
  document.addEventListener("keydown", event => { if (event.key === "Escape") contents(false); });
  window.addEventListener("beforeprint", () => chapters.forEach(chapter => { chapter.open = true; }));

  if (kept("look")) root.dataset.look = kept("look");
  go();
})();
