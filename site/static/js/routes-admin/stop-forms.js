// The forms of the stops below the map: reading and writing the distance, adding one, and keeping them in order of distance.

/** Metres out of "3,2", "3.2" or "3,2 km"; null for what is no distance. */
export function metresOf(text) {
  const written = text.toLowerCase().replace("km", "").trim().replace(",", ".");
  if (!/^\d+(\.\d*)?$/.test(written)) return null;
  return Math.round(Number(written) * 1000);
}

/** Metres as an editor writes them: "3,25". */
export function kilometresOf(metres) {
  const options = { maximumFractionDigits: 2, useGrouping: false };
  return new Intl.NumberFormat(document.documentElement.lang || "nl", options).format(metres / 1000);
}

export class StopForms {
  constructor(container) {
    this.container = container;
    this.addButton = document.getElementById("id_stops-ADD");
  }

  /** The stops that are not deleted: {form, input, metres, title}, in order of distance. */
  read() {
    return [...this.container.querySelectorAll(":scope > [data-inline-panel-child]")]
      .filter((form) => !form.querySelector("[name$='-DELETE']")?.value)
      .map((form) => {
        const input = form.querySelector("[name$='-at_metres']");
        return { form, input, metres: metresOf(input.value), title: form.querySelector("[name$='-title']").value };
      })
      .filter(({ metres }) => metres !== null)
      .sort((one, other) => one.metres - other.metres);
  }

  /** Write a distance in a form, as if somebody typed it. */
  write(stop, metres) {
    stop.input.value = kilometresOf(metres);
    stop.metres = metres;
    stop.input.dispatchEvent(new Event("input", { bubbles: true }));
  }

  /** Add an empty form for a stop after so many metres, and go to its name. */
  add(metres) {
    const before = new Set(this.container.children);
    this.addButton.click();
    const form = [...this.container.children].find((child) => !before.has(child));
    if (!form) return null;
    const stop = { form, input: form.querySelector("[name$='-at_metres']"), title: "" };
    this.write(stop, metres);
    this.sort();
    form.querySelector("[name$='-title']").focus();
    return stop;
  }

  /** Put the forms in order of distance; those without one come last. */
  sort() {
    const stops = this.read();
    const focused = document.activeElement;
    const inOrder = stops.every(({ form }, index) => index === 0 || stops[index - 1].form.compareDocumentPosition(form) & 4);
    if (!inOrder) {
      for (const { form } of stops) this.container.append(form);
      if (this.container.contains(focused)) focused.focus({ preventScroll: true });
    }
    stops.forEach(({ form }, index) => {
      const count = form.querySelector("[data-inline-panel-child-count]");
      if (count) count.textContent = ` ${index + 1}`;
    });
  }
}
