#pragma once

#include <QListWidget>

#include <functional>

namespace alphascope::ui {

/// The families to choose from, "all" first, each with how many designs a click on it would show.
class FamilyList : public QListWidget {
    Q_OBJECT
public:
    explicit FamilyList(QWidget* parent = nullptr);

    void set_groups(const QStringList& groups); ///< the chosen one stays if it is still there
    QString group() const;                      ///< the chosen one; empty: all
    void set_counts(const std::function<std::ptrdiff_t(const QString& group)>& count);
};

} // namespace alphascope::ui
