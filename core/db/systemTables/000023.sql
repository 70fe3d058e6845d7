-- How often steps of a run were undone before they were done anew: `{"<key>": times}`.
alter table kiln.run add column undone json;

-- What people read of an approval in other languages than that of its title and text: `{"<language>": {"title", "text"}}`.
alter table kiln.approval add column wordings json;
