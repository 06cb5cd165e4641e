// What an officer types outlives a lost connection. A form with data-draft="name" or "name:subject" is
// saved on the server two seconds after typing and filled in again when it is opened; while the server
// cannot be reached the text stays on the page and in this tab, and a submit is held with a sentence.
(() => {
  "use strict";
  const words = document.querySelector("#draft-state");
  if (!words) return;
  const PREFIX = "draft/";
  const mine = `${PREFIX}${words.dataset.officer}/`;
  const AFTER = 2000;
  const AGAIN = 10000;
  const PATIENCE = 8000;
  const works = [];

  const sentence = (name, part) => (words.dataset[name] || "").replace("{}", part || "");
  const token = () => (document.cookie.match(/(?:^|; )csrftoken=([^;]*)/) || ["", ""])[1];
  const patience = () => (AbortSignal.timeout ? AbortSignal.timeout(PATIENCE) : undefined);
  const forget = (wanted) => Object.keys(sessionStorage).filter(wanted).forEach((key) => sessionStorage.removeItem(key));
  const ask = (address, body, more) => fetch(address, {
    method: body === undefined ? "GET" : "POST",
    headers: body === undefined ? {} : { "X-CSRFToken": token() },
    body, cache: "no-store", credentials: "same-origin", signal: patience(), ...more,
  });

  // Somebody else's leftovers in this tab are not ours to read.
  forget((key) => key.startsWith(PREFIX) && !key.startsWith(mine));

  function say(tone, text) {
    words.className = `draft-state ${tone}`;
    words.setAttribute("role", tone === "calm" ? "status" : "alert");
    words.querySelector("span").textContent = text;
    words.hidden = !text;
    clearTimeout(say.timer);
    if (tone === "calm") say.timer = setTimeout(() => { words.hidden = true; }, 4000);
  }

  const typed = (box) => box.name && !box.disabled && !["hidden", "password", "file", "submit", "button", "reset"].includes(box.type);

  function read(form) {
    const fields = {};
    [...form.elements].filter(typed).forEach((box) => {
      fields[box.name] = fields[box.name] || [];
      if (!["checkbox", "radio"].includes(box.type) || box.checked) fields[box.name].push(box.value);
    });
    return fields;
  }

  function longer(form, name, count) {
    const boxes = () => [...form.elements].filter((box) => box.name === name && box.type === "text");
    while (boxes().length && boxes().length < count) {
      const adder = boxes()[0].closest(".field").querySelector('[data-does="add-line"]');
      if (!adder) return;
      const before = boxes().length;
      adder.click();
      if (boxes().length === before) return;
    }
  }

  function write(form, fields) {
    Object.entries(fields).forEach(([name, values]) => {
      longer(form, name, values.length);
      let place = 0;
      [...form.elements].filter((box) => typed(box) && box.name === name).forEach((box) => {
        const pick = ["checkbox", "radio"].includes(box.type);
        const value = pick ? values.includes(box.value) : values[place++] || "";
        if (pick ? box.checked === value : box.value === value) return;
        if (pick) box.checked = value; else box.value = value;
        box.dispatchEvent(new Event("input", { bubbles: true }));
        box.dispatchEvent(new Event("change", { bubbles: true }));
      });
    });
  }

  class Work {
    constructor(form) {
      this.form = form;
      const [name, subject] = form.dataset.draft.split(":");
      this.name = name;
      this.subject = subject || "";
      this.key = `${mine}${name}:${this.subject}`;
      this.fresh = JSON.stringify(read(form));
      this.saved = this.fresh;
      this.touched = false;
      this.turn = Promise.resolve(true);
      const mark = document.createElement("input");
      Object.assign(mark, { type: "hidden", name: "draft", value: `${name}:${this.subject}` });
      form.append(mark);
      ["input", "change"].forEach((kind) => form.addEventListener(kind, (event) => { if (event.target.type !== "file") this.noted(); }));
      form.addEventListener("submit", (event) => this.held(event));
    }

    get text() { return JSON.stringify(read(this.form)); }
    get waiting() { return this.text !== this.saved; }

    noted() {
      if (this.restoring) return;
      this.touched = true;
      if (this.waiting) sessionStorage.setItem(this.key, this.text);
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.save(), AFTER);
    }

    // One after the other: an older text must not arrive behind a newer one.
    save() { this.turn = this.turn.then(() => this.send()); return this.turn; }

    body(text) { return new URLSearchParams({ form: this.name, subject: this.subject, fields: text }); }

    async send() {
      const text = this.text;
      if (text === this.saved) return true;
      let answer;
      try { answer = await ask(words.dataset.address, this.body(text)); } catch { return this.lost(); }
      if (answer.redirected || answer.status === 403) { say("warn", sentence("signedOut")); return false; }
      if (answer.status >= 500) return this.lost();
      const said = await answer.json().catch(() => ({}));
      if (!answer.ok) { say("warn", said.sentence || sentence("unsaved")); return true; }
      this.saved = text;
      if (!this.waiting) sessionStorage.removeItem(this.key);
      say("calm", sentence(words.dataset.was ? "back" : "saved", said.saved_at));
      delete words.dataset.was;
      return true;
    }

    lost() {
      words.dataset.was = "offline";
      if (words.hidden || !words.classList.contains("held")) say("warn", sentence("offline"));
      return false;
    }

    async held(event) {
      if (this.cleared) { this.cleared = false; return; }
      event.preventDefault();
      event.stopPropagation();
      if (this.asking) return;
      this.asking = true;
      clearTimeout(this.timer);
      const reached = await (this.waiting ? this.save() : this.reached());
      this.asking = false;
      if (!reached) {
        if (words.dataset.was) say("warn held", sentence("held"));
        return;
      }
      // Signed in again in another window: the form's own token is from before.
      const box = this.form.querySelector('[name="csrfmiddlewaretoken"]');
      if (box && token()) box.value = token();
      this.cleared = true;
      this.left = this.text;
      this.form.requestSubmit(event.submitter);
    }

    async reached() {
      try { await ask(words.dataset.alive); } catch { return this.lost(); }
      return true;
    }

    async restore() {
      const local = sessionStorage.getItem(this.key);
      if (local) { this.show(JSON.parse(local), ""); this.save(); return; }
      const answer = await ask(`${words.dataset.address}?${new URLSearchParams({ form: this.name, subject: this.subject })}`).catch(() => null);
      if (!answer || answer.status !== 200 || answer.redirected || this.touched) return;
      const kept = await answer.json();
      this.show(kept.fields, kept.saved_at);
      this.saved = this.text;
    }

    show(fields, at) {
      this.restoring = true;
      write(this.form, fields);
      this.restoring = false;
      if (this.text === this.fresh) return;
      const note = document.querySelector("#draft-note").content.firstElementChild.cloneNode(true);
      note.querySelector("span").textContent = at ? sentence("restored", at) : sentence("restoredHere");
      note.querySelector("button").addEventListener("click", () => this.giveUp(note));
      this.form.before(note);
    }

    async giveUp(note) {
      clearTimeout(this.timer);
      await ask(words.dataset.drop, this.body("{}")).catch(() => this.lost());
      sessionStorage.removeItem(this.key);
      this.restoring = true;
      write(this.form, JSON.parse(this.fresh));
      this.restoring = false;
      this.saved = this.text;
      note.remove();
      const first = [...this.form.elements].find(typed);
      if (first) first.focus();
    }

    leave() {
      if (!this.touched || this.left === this.text || !this.waiting) return;
      ask(words.dataset.address, this.body(this.text), { keepalive: true, signal: undefined }).catch(() => {});
    }
  }

  function begin() {
    document.querySelectorAll("form[data-draft]").forEach((form) => {
      if (works.some((work) => work.form === form)) return;
      const work = new Work(form);
      works.push(work);
      // A form shown again with what was wrong holds more than any draft.
      if (!form.querySelector(".error") && !document.querySelector("#summary")) work.restore();
    });
  }

  async function afresh() {
    if (!words.dataset.was) return;
    const unsaved = works.filter((work) => work.form.isConnected && work.waiting);
    if (unsaved.length) { unsaved.forEach((work) => work.save()); return; }
    if (!works.length || !(await works[0].reached())) return;
    delete words.dataset.was;
    say("calm", sentence("online"));
  }

  window.addEventListener("online", afresh);
  window.addEventListener("offline", () => works.slice(0, 1).forEach((work) => work.lost()));
  setInterval(afresh, AGAIN);
  window.addEventListener("pagehide", () => works.forEach((work) => work.leave()));
  document.addEventListener("submit", (event) => {
    if (event.target.matches("[data-sign-out]")) forget((key) => key.startsWith(PREFIX));
  });
  document.addEventListener("htmx:afterSettle", begin);
  begin();
})();
