DROP INDEX papers_by_content;
