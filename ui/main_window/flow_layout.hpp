#pragma once

#include <QLayout>

#include <memory>
#include <vector>

namespace alphascope::ui {

/// Controls side by side at their own sizes, on as many lines as the width needs.
class FlowLayout : public QLayout {
public:
    explicit FlowLayout(QWidget* parent = nullptr) : QLayout(parent) {}
    ~FlowLayout() override;

    void addItem(QLayoutItem* item) override { items_.push_back(std::unique_ptr<QLayoutItem>(item)); }
    int count() const override { return static_cast<int>(items_.size()); }
    QLayoutItem* itemAt(int index) const override;
    QLayoutItem* takeAt(int index) override;
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override { return place({0, 0, width, 0}, false); }
    QSize sizeHint() const override; ///< all on one line
    QSize minimumSize() const override;
    Qt::Orientations expandingDirections() const override { return {}; }
    void setGeometry(const QRect& rect) override;

private:
    int place(const QRect& rect, bool really) const; ///< @returns the height taken

    std::vector<std::unique_ptr<QLayoutItem>> items_;
};

} // namespace alphascope::ui
