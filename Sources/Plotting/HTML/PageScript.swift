/// What makes the figures of a page answer: read-out, magnifying, keys.
enum PageScript {
  static let text: StaticString = #"""
    "use strict";
    for (const host of document.querySelectorAll("figure.plot")) {
      const svg = host.querySelector("svg"), read = host.querySelector(".read");
      const panels = JSON.parse(host.querySelector("script").textContent);
      const make = (parent, name, attributes) => {
        const element = document.createElementNS("http://www.w3.org/2000/svg", name);
        for (const key in attributes) element.setAttribute(key, attributes[key]);
        return parent.appendChild(element);
      };
      const pixel = (axis, v) => axis.start + (v - axis.lo) / (axis.hi - axis.lo) * (axis.end - axis.start);
      const value = (axis, p) => axis.lo + (p - axis.start) / (axis.end - axis.start) * (axis.hi - axis.lo);
      const short = v => String(+v.toPrecision(7));
      const clamp = (v, low, high) => Math.min(high, Math.max(low, v));
      const overlay = make(svg, "g", { "pointer-events": "none" });

      const ticks = (axis, limit) => {
        const span = axis.hi - axis.lo, power = Math.floor(Math.log10(span / limit));
        const factor = [1, 2, 5, 10].find(f => span / (f * 10 ** power) <= limit * (1 + 1e-9));
        const step = factor * 10 ** power, found = [];
        for (let i = Math.ceil(axis.lo / step - 1e-9); i <= axis.hi / step + 1e-9; i++) found.push(i * step);
        return [found, clamp(axis.exponent - power - (factor == 10 ? 1 : 0), 0, 12)];
      };
      const drawTicks = (panel, name) => {
        const axis = panel[name], [x, y, w, h] = panel.frame, across = name == "x";
        const marks = panel.group.querySelector(`:scope > .axes > .${name}t`);
        const numbers = panel.group.querySelector(`:scope > .${name}n`);
        axis.kept ??= [marks.getAttribute("d"), numbers && numbers.innerHTML];
        if (axis.lo == axis.low && axis.hi == axis.high) {
          marks.setAttribute("d", axis.kept[0]);
          if (numbers) numbers.innerHTML = axis.kept[1];
          return;
        }
        const [found, digits] = ticks(axis, Math.max(2, Math.floor(across ? w / 80 : h / 42)));
        if (numbers) numbers.textContent = "";
        marks.setAttribute("d", found.map(v => {
          const p = pixel(axis, v), text = (v / 10 ** axis.exponent).toFixed(digits).replace("-", "−");
          if (numbers) {
            const place = across ? { x: p, y: y + h + 17.5 } : { x: x - 6, y: p + 4.5 };
            make(numbers, "text", place).textContent = text;
          }
          return across ? `M${p} ${y + h}v-6M${p} ${y}v6` : `M${x} ${p}h6M${x + w} ${p}h-6`;
        }).join(""));
      };
      const redraw = panel => {
        const { x, y } = panel;
        const part = a => {
          const scale = (a.high - a.low) / (a.hi - a.lo);
          return [scale, a.start - scale * a.start + (a.low - a.lo) / (a.hi - a.lo) * (a.end - a.start)];
        };
        const [sx, tx] = part(x), [sy, ty] = part(y);
        panel.group.querySelector(":scope > g > .data").setAttribute("transform", `matrix(${sx} 0 0 ${sy} ${tx} ${ty})`);
        const whole = sx == 1 && sy == 1;
        for (const words of panel.group.querySelectorAll(":scope > .words, :scope > .inset"))
          words.style.visibility = whole ? "" : "hidden";
        drawTicks(panel, "x");
        drawTicks(panel, "y");
      };
      const show = (axis, name, lo, hi) => {
        if (!(hi - lo > 1e-9 * (axis.high - axis.low))) return;
        for (const panel of panels) {
          if (panel[name].group != axis.group) continue;
          panel[name].lo = lo;
          panel[name].hi = hi;
        }
      };
      const reset = () => {
        for (const panel of panels) for (const name of ["x", "y"])
          [panel[name].lo, panel[name].hi] = [panel[name].low, panel[name].high];
        panels.forEach(redraw);
      };
      const zoom = (panel, factor, px, py) => {
        for (const [name, p] of [["x", px], ["y", py]]) {
          const axis = panel[name], v = value(axis, p);
          show(axis, name, Math.max(axis.low, v - (v - axis.lo) * factor), Math.min(axis.high, v + (axis.hi - v) * factor));
        }
        panels.forEach(redraw);
      };

      // The point of a curve that lies nearest along x.
      const nearest = (panel, curve, px) => {
        const wanted = value(panel.x, px);
        let best = 0;
        for (let i = 1; i < curve.x.length; i++)
          if (Math.abs(curve.x[i] - wanted) < Math.abs(curve.x[best] - wanted)) best = i;
        return best;
      };
      const hide = () => {
        overlay.textContent = "";
        read.style.display = "none";
      };
      // Rows of [curve, index of its point]; the first says where the box goes.
      const tell = (panel, rows) => {
        overlay.textContent = "";
        read.textContent = "";
        const [x, y, w, h] = panel.frame;
        for (const [curve, i] of rows) {
          const px = pixel(panel.x, curve.x[i]), py = pixel(panel.y, curve.y[i]);
          if (px >= x - 1 && px <= x + w + 1 && py >= y - 1 && py <= y + h + 1)
            make(overlay, "circle", { cx: px, cy: py, r: 3.5, fill: curve.color, stroke: "#fff", "stroke-width": 1 });
          const line = document.createElement("div"), dot = document.createElement("i");
          dot.style.background = curve.color;
          line.append(dot, `${curve.name ? curve.name + "  " : ""}${short(curve.x[i])}, ${short(curve.y[i])}`);
          read.append(line);
        }
        if (!rows.length) return hide();
        const [curve, i] = rows[0], box = svg.getBoundingClientRect(), scale = box.width / svg.viewBox.baseVal.width;
        read.style.display = "block";
        const left = pixel(panel.x, curve.x[i]) * scale, room = box.width - read.offsetWidth;
        read.style.left = (left + 16 < room ? left + 16 : Math.max(0, left - 16 - read.offsetWidth)) + "px";
        read.style.top = Math.max(0, clamp(pixel(panel.y, curve.y[i]), y, y + h) * scale - read.offsetHeight - 12) + "px";
      };

      const place = event => {
        const box = svg.getBoundingClientRect(), scale = svg.viewBox.baseVal.width / box.width;
        return [(event.clientX - box.left) * scale, (event.clientY - box.top) * scale];
      };
      const inside = (px, py) => panels.find(({ frame: [x, y, w, h] }) => px >= x && px <= x + w && py >= y && py <= y + h);
      let drag = null;
      svg.addEventListener("pointerdown", event => {
        const [px, py] = place(event), panel = inside(px, py);
        if (!panel || event.button) return;
        drag = { panel, px, py };
        svg.setPointerCapture(event.pointerId);
      });
      svg.addEventListener("pointermove", event => {
        const [px, py] = place(event);
        if (drag) {
          const [x, y, w, h] = drag.panel.frame, cx = clamp(px, x, x + w), cy = clamp(py, y, y + h);
          hide();
          drag.end = [cx, cy];
          make(overlay, "rect", { x: Math.min(cx, drag.px), y: Math.min(cy, drag.py), width: Math.abs(cx - drag.px),
            height: Math.abs(cy - drag.py), fill: "#56b4e9", "fill-opacity": .2, stroke: "#56b4e9" });
          return;
        }
        const panel = inside(px, py);
        if (!panel) return hide();
        const rows = panel.curves.map(curve => [curve, nearest(panel, curve, px)]);
        const far = ([curve, i]) => Math.abs(pixel(panel.y, curve.y[i]) - py);
        const [, y, , h] = panel.frame, seen = ([curve, i]) => Math.abs(pixel(panel.y, curve.y[i]) - y - h / 2) <= h / 2;
        tell(panel, rows.filter(seen).sort((a, b) => far(a) - far(b)).slice(0, 10));
      });
      svg.addEventListener("pointerup", () => {
        if (drag && drag.end) {
          const { panel, px, py, end: [cx, cy] } = drag, sort = (a, b) => a < b ? [a, b] : [b, a];
          // A drag along one direction magnifies that one alone.
          if (Math.abs(cx - px) > 6) show(panel.x, "x", ...sort(value(panel.x, px), value(panel.x, cx)));
          if (Math.abs(cy - py) > 6) show(panel.y, "y", ...sort(value(panel.y, py), value(panel.y, cy)));
          hide();
          panels.forEach(redraw);
        }
        drag = null;
      });
      svg.addEventListener("pointerleave", () => { if (!drag) hide(); });
      svg.addEventListener("dblclick", reset);

      for (const panel of panels) {
        panel.group = svg.querySelector("#" + panel.id);
        for (const axis of [panel.x, panel.y]) [axis.lo, axis.hi] = [axis.low, axis.high];
        const arrays = panel.curves.filter(curve => Array.isArray(curve.x)).map(curve => curve.x);
        for (const curve of panel.curves) if (!Array.isArray(curve.x)) curve.x = arrays[curve.x];
        const frame = panel.group.querySelector(":scope > .axes > .frame");
        frame.classList.add("focus");
        frame.setAttribute("tabindex", 0);
        frame.setAttribute("aria-label", `${panel.y.title} against ${panel.x.title}, ${panel.curves.length} curves`);
        let chosen = 0, index = -1;
        frame.addEventListener("keydown", event => {
          const curve = panel.curves[chosen], [x, y, w, h] = panel.frame;
          const at = curve && index >= 0 ? [pixel(panel.x, curve.x[index]), pixel(panel.y, curve.y[index])] : [x + w / 2, y + h / 2];
          const step = event.shiftKey ? 10 : 1;
          switch (event.key) {
            case "ArrowRight": if (curve) index = Math.min(curve.x.length - 1, index + step); break;
            case "ArrowLeft": index = Math.max(0, index - step); break;
            case "ArrowUp": case "ArrowDown": {
              if (!curve) return;
              const count = panel.curves.length;
              chosen = (chosen + (event.key == "ArrowDown" ? 1 : count - 1)) % count;
              index = nearest(panel, panel.curves[chosen], at[0]);
              break;
            }
            case "+": case "=": zoom(panel, .7, ...at); break;
            case "-": zoom(panel, 1 / .7, ...at); break;
            case "Escape": case "0": reset(); hide(); event.preventDefault(); return;
            default: return;
          }
          event.preventDefault();
          if (index >= 0) tell(panel, [[panel.curves[chosen], index]]);
        });
        frame.addEventListener("blur", hide);
      }
    }

    """#
}
