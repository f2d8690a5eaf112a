"""Upload forms that look at what a file is, not at what it is called."""

from wagtail.images.forms import BaseImageForm
from wagtailmedia.forms import BaseMediaForm

from core.audio_files import read_audio


class VillageImageForm(BaseImageForm):
    """A photo upload; Wagtail's field checks format, bytes and pixels before anything is decoded."""


class AudioForm(BaseMediaForm):
    """A recording upload; its duration is read from the file."""

    def clean_file(self):
        """Check a new file by its content and remember its duration in seconds.

        Raises:
            ValidationError: it is no sound that browsers can play, or too large.
        """
        upload = self.cleaned_data["file"]
        if "file" in self.changed_data:
            self.instance.duration = read_audio(upload).duration_seconds
        return upload
