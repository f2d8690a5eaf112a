// Riding mode: from where the rider is to what she sees and hears.

import { RouteMap } from "../map.js";
import { distanceText, fill } from "../quantities.js";
import { Arrivals, UNSURE_METRES } from "./arrivals.js";
import { AwakeScreen } from "./awake.js";
import { RideMemory } from "./memory.js";
import { StoryPlayer } from "./player.js";
import { Progress } from "./progress.js";
import { RideScreen } from "./screen.js";

/** A story that had to wait begins only while its stop is about this near. */
const STILL_NEAR = 2;

class Ride {
  constructor(dialog, data, words) {
    this.dialog = dialog;
    this.data = data;
    this.words = words.ride;
    this.memory = new RideMemory(data.key);
    this.screen = new RideScreen(dialog, data, words.ride, {
      start: () => this.start([]),
      goOn: () => this.start(this.memory.recall()),
      play: () => this.playOrPause(),
      item: (stop) => this.playNow(stop),
      seek: (seconds) => this.player.seek(seconds),
      rewind: () => this.player.rewind(),
      close: () => this.dialog.close(),
    });
    this.player = new StoryPlayer(this.screen.audio, data, (state, stop) => this.heard(state, stop));
    this.awake = new AwakeScreen((isAwake) => this.screen.awake(isAwake));
    this.mapWords = words.map;
    dialog.addEventListener("close", () => this.end());
  }

  open() {
    this.dialog.showModal();
    this.screen.before(this.memory.recall().length > 0);
  }

  async start(arrived) {
    this.arrivals = new Arrivals(this.data.stops, arrived);
    this.progress = new Progress(this.data.line);
    this.waiting = null;
    this.offered = null;
    this.isAuto = this.screen.wantsAuto;
    this.screen.underWay(this.arrivals.arrived);
    this.next = this.arrivals.next({ metres: 0, offMetres: 0 });
    this.screen.next(this.next, null);
    this.screen.say(this.words.locating);
    const unlocked = this.player.unlock(this.dialog.dataset.silence);
    this.awake.keep();
    this.watch();
    this.showMap();
    await unlocked;
  }

  watch() {
    if (!navigator.geolocation) {
      this.screen.say(this.words.unknown);
      return;
    }
    this.watching = navigator.geolocation.watchPosition(
      ({ coords }) => this.at([coords.latitude, coords.longitude], coords.accuracy),
      (error) => this.screen.say(error.code === 1 ? this.words.denied : this.words.unknown),
      { enableHighAccuracy: true, maximumAge: 2000, timeout: 30_000 },
    );
  }

  async showMap() {
    if (this.map) {
      this.map.showAll();
      return;
    }
    try {
      this.map = await RouteMap.draw(this.screen.ground, this.data, this.mapWords, {
        onStop: (stop) => stop.audio && this.playNow(stop),
        canMove: false,
      });
    } catch {
      this.screen.ground.hidden = true;
    }
  }

  /** Take in where the rider is. */
  at(here, accuracy) {
    const progress = this.progress.at(here);
    const { arrived, next, toGoMetres } = this.arrivals.at(here, accuracy, progress);
    this.here = here;
    this.map?.showMe(here, accuracy, { follow: true });
    this.next = next;
    if (arrived) this.arrive(arrived);
    else if (accuracy > UNSURE_METRES) this.screen.say(fill(this.words.weak, distanceText(accuracy, this.words)));
    else if (progress.offMetres > UNSURE_METRES) {
      this.screen.say(fill(this.words.off, distanceText(progress.offMetres, this.words)));
    } else if (!this.player.isBusy && !this.offered) this.screen.say(this.isOver ? this.words.finished : "");
    this.leaveOffer(here);
    if (!this.offered) this.screen.next(next, toGoMetres);
  }

  arrive(stop) {
    this.memory.keep(this.arrivals.arrived);
    if (this.screen.wantsVibration) navigator.vibrate?.([300, 150, 300]);
    this.screen.say(fill(this.words.arrived, `${stop.number}: ${stop.title}`));
    if (!stop.audio) return;
    if (this.isAuto && !this.player.isBusy) this.player.play(stop);
    else if (this.isAuto) {
      this.waiting = stop;
      this.screen.note(fill(this.words.waiting, stop.title));
    } else {
      this.offered = stop;
      this.screen.next(stop, 0);
    }
  }

  /** A story that is offered stays so until its stop is far behind. */
  leaveOffer(here) {
    if (this.offered && !this.isStillNear(this.offered, here)) this.offered = null;
  }

  isStillNear(stop, here) {
    return !here || this.arrivals.distanceTo(stop, here) <= STILL_NEAR * stop.radiusMetres;
  }

  playNow(stop) {
    this.waiting = null;
    this.offered = null;
    this.arrivals.arrived.add(stop.number);
    this.memory.keep(this.arrivals.arrived);
    this.player.play(stop);
  }

  /** The big button: pause what plays, go on with what was paused, or play the stop that it names. */
  playOrPause() {
    if (this.player.state === "playing" && this.player.stop) this.player.pause();
    else if (this.player.stop && this.player.state !== "failed") this.player.resume();
    else {
      const stop = this.offered ?? this.player.stop ?? this.next;
      if (stop?.audio) this.playNow(stop);
    }
  }

  /** What the player tells. */
  heard(state, stop) {
    if (state === "playing") this.screen.say(fill(this.words.playing, stop.title));
    if (state === "interrupted") this.screen.say(this.words.interrupted);
    if (state === "failed") this.screen.say(this.words.cannotPlay);
    this.screen.story(state, stop);
    if (state !== "ended") return;
    this.screen.heard(stop);
    const waiting = this.waiting;
    this.waiting = null;
    this.screen.note("");
    if (waiting && this.isStillNear(waiting, this.here)) this.player.play(waiting);
    else if (waiting) this.screen.note(fill(this.words.missed, `${waiting.number}: ${waiting.title}`));
    else if (this.isOver) {
      this.memory.forget();
      this.screen.say(this.words.finished);
    } else this.screen.say("");
  }

  get isOver() {
    return this.data.stops.every((stop) => this.arrivals.arrived.has(stop.number));
  }

  end() {
    if (this.watching !== undefined) navigator.geolocation.clearWatch(this.watching);
    this.watching = undefined;
    this.here = null;
    this.player.close();
    this.awake.release();
    this.screen.rest();
  }
}

let ride;

/** Open riding mode on this page. */
export function openRide(data, words) {
  ride ??= new Ride(document.querySelector("[data-ride]"), data, words);
  ride.open();
  return ride;
}
