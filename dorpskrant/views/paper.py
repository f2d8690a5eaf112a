"""The paper edition as a PDF: for the printer in the admin, for readers on the site."""
